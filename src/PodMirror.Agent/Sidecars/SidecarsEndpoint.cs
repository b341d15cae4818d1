using System.Globalization;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Sidecars;

/// <summary>GET /api/v1/sidecars: what sidecars told of themselves last, with the filters <c>namespace</c>, <c>pod</c> and <c>limit</c>.</summary>
internal sealed class SidecarsEndpoint(SidecarTable sidecars)
{
    // Some 3 KiB each: a list that a person reads, and one that a program does.
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        foreach (string name in query.Keys.Where(name => name is not ("namespace" or "pod" or "limit")))
        {
            return Answer.SendAsync(context, Problem.OfParameter(name, "the parameters are namespace, pod and limit"));
        }

        int limit = DefaultLimit;
        string? text = query["limit"];
        bool isLimit = text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
        if (!isLimit || limit is < 1 or > MaxLimit)
        {
            return Answer.SendAsync(context, Problem.OfParameter("limit", $"a number from 1 to {MaxLimit}"));
        }

        string? space = query["namespace"];
        string? pod = query["pod"];
        ReadOnlyMemory<byte> body = sidecars.Read(pods =>
        {
            SidecarPod[] found = [.. pods.Where(p => (space is null || p.Key.Namespace == space) && (pod is null || p.Key.Pod == pod))];
            return SidecarsJson.Write(found.Take(limit), found.Length);
        });
        return Answer.SendAsync(context, body);
    }
}
