using System.Text.Json;
using PodMirror.Sidecar.AgentApi;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Top;

/// <summary>One table of the calls of the last minute, out of the agent's list.</summary>
internal static class TopOnce
{
    private const int MaxPages = 20;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>Reads the list, newest first, and shows the table.</summary>
    /// <exception cref="AgentException">The agent cannot be asked.</exception>
    internal static async Task RunAsync(
        IAgentLink link, TopOptions options, LiveTerminal terminal, TimeProvider clock, CancellationToken cancel)
    {
        var table = new EndpointTable(clock);
        if (await TemplateReader.ReadAsync(link, clock, cancel) is { } templates)
        {
            table.Use(templates);
        }

        DateTimeOffset? newest = null;
        DateTimeOffset? oldest = null;
        string cursor = "";
        string query = $"/api/v1/exchanges?limit={LiveFeed.MaxListed}&since={Window.TotalSeconds:0}s{FilterText.Parameter(options.Filter, '&')}";
        for (int pages = 0; pages < MaxPages && (pages == 0 || cursor.Length > 0); pages++)
        {
            string next = cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "";
            using JsonDocument page = await AgentAnswers.GetAsync(link, query + next, cancel);
            foreach (JsonElement json in Items(Get(page.RootElement, "exchanges")))
            {
                var row = new LiveRow(json);
                newest ??= row.Time;
                oldest = row.Time;
                table.Add(row);
            }

            cursor = Text(page.RootElement, "next_cursor");
        }

        // With more calls than were read, they are those of a shorter time.
        TimeSpan window = cursor.Length > 0 && newest - oldest is { } span ? span : Window;
        var view = new TopView(table.Rows(options.Order, window), options.Order, window, 0, clock.GetUtcNow(), Notice: null);
        await TopPrinter.PrintAsync(view, terminal, options.IsJson);
    }
}
