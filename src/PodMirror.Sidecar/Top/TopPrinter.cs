using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>Writes a table where there is no screen: as lines with an empty one after them, or as one of JSON.</summary>
internal static class TopPrinter
{
    /// <summary>Writes it.</summary>
    internal static async Task PrintAsync(TopView view, LiveTerminal terminal, bool isJson)
    {
        string text = isJson
            ? TopJson.LineOf(view)
            : string.Join('\n', TopText.LinesOf(view, terminal.Width?.Invoke(), terminal.Colours)) + "\n";
        await terminal.Output.WriteLineAsync(text);
        await terminal.Output.FlushAsync();
    }
}
