using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Coverage;

/// <summary>GET /api/v1/coverage, with the filters <c>namespace</c> and <c>state</c>.</summary>
internal sealed class CoverageEndpoint(CoverageReport? report)
{
    private static readonly string[] States = [.. Enum.GetValues<CoverageState>().Select(Reasons.Name)];

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (report is null)
        {
            return Answer.SendAsync(context, Problem.Unavailable("this agent injects nothing; coverage comes with --injector"));
        }

        IQueryCollection query = context.Request.Query;
        foreach (string name in query.Keys.Where(name => name is not ("namespace" or "state")))
        {
            return Answer.SendAsync(context, Problem.OfParameter(name, "the parameters are namespace and state"));
        }

        string? state = query["state"];
        if (state is not null && !States.Contains(state))
        {
            return Answer.SendAsync(context, Problem.OfParameter("state", "one of " + string.Join(", ", States)));
        }

        string? space = query["namespace"];
        PodCoverage[] pods = [.. report.Judge().Where(pod => space is null || pod.Pod.Namespace == space)];
        return Answer.SendAsync(context, CoverageJson.Write(report, pods, pod => state is null || Reasons.Name(pod.State) == state));
    }
}
