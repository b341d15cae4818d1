using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Coverage;

/// <summary>GET /api/v1/coverage, with the filters <c>namespace</c> and <c>state</c>.</summary>
internal sealed class CoverageEndpoint(CoverageReport? report)
{
    private static readonly string[] Parameters = ["namespace", "state"];

    private static readonly string[] States = [.. Enum.GetValues<CoverageState>().Select(Reasons.Name)];

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (report is null)
        {
            return Answer.SendAsync(context, Problem.Unavailable("this agent injects nothing; coverage comes with --injector"));
        }

        string? state = null;
        if ((StrictQuery.TryRead(context.Request.Query, Parameters, out StrictQuery query)
            ?? query.TryRead("state", States, out state)) is { } problem)
        {
            return Answer.SendAsync(context, problem);
        }

        string? space = query.Text("namespace");
        PodCoverage[] pods = [.. report.Judge().Where(pod => space is null || pod.Pod.Namespace == space)];
        return Answer.SendAsync(context, CoverageJson.Write(report, pods, pod => state is null || Reasons.Name(pod.State) == state));
    }
}
