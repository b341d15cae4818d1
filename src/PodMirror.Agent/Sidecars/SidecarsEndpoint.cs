using PodMirror.Agent.Api;

namespace PodMirror.Agent.Sidecars;

/// <summary>GET /api/v1/sidecars: what sidecars told of themselves last, with the filters <c>namespace</c>, <c>pod</c> and <c>limit</c>.</summary>
internal sealed class SidecarsEndpoint(SidecarTable sidecars)
{
    private static readonly string[] Parameters = ["namespace", "pod", "limit"];

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        // Some 3 KiB each.
        int limit = StrictQuery.DefaultLimit;
        if ((StrictQuery.TryRead(context.Request.Query, Parameters, out StrictQuery query)
            ?? query.TryRead("limit", 1, StrictQuery.MaxLimit, StrictQuery.DefaultLimit, out limit)) is { } problem)
        {
            return Answer.SendAsync(context, problem);
        }

        string? space = query.Text("namespace");
        string? pod = query.Text("pod");
        ReadOnlyMemory<byte> body = sidecars.Read(pods =>
        {
            SidecarPod[] found = [.. pods.Where(p => (space is null || p.Key.Namespace == space) && (pod is null || p.Key.Pod == pod))];
            return SidecarsJson.Write(found.Take(limit), found.Length);
        });
        return Answer.SendAsync(context, body);
    }
}
