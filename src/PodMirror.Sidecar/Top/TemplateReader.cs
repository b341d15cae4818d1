using System.Text.Json;
using PodMirror.Sidecar.AgentApi;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Top;

/// <summary>Reads the templates of the endpoints that were called last out of the agent's catalog.</summary>
internal static class TemplateReader
{
    /// <summary>Pages at most, of a thousand endpoints each.</summary>
    internal const int MaxPages = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Reads them.</summary>
    /// <returns>Null when the agent keeps no catalog, or does not answer in time: nobody waits for templates, and paths are shown then.</returns>
    internal static async Task<EndpointTemplates?> ReadAsync(IAgentLink link, TimeProvider clock, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await ReadAsync(link, ending.Token);
        }
        catch (Exception fault) when (fault is AgentException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<EndpointTemplates> ReadAsync(IAgentLink link, CancellationToken cancel)
    {
        var templates = new EndpointTemplates();
        string cursor = "";
        for (int pages = 0; pages < MaxPages && (pages == 0 || cursor.Length > 0); pages++)
        {
            string next = cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "";
            using JsonDocument page = await AgentAnswers.GetAsync(link, $"/api/v1/endpoints?sort=last_seen&limit={LiveFeed.MaxListed}{next}", cancel);
            foreach (JsonElement endpoint in Items(Get(page.RootElement, "endpoints")))
            {
                templates.Add(Text(endpoint, "service"), Text(endpoint, "method"), Text(endpoint, "template"));
            }

            cursor = Text(page.RootElement, "next_cursor");
        }

        return templates;
    }
}
