using System.Globalization;
using PodMirror.Sidecar.AgentApi;
using static PodMirror.Sidecar.AgentApi.StatusColours;

namespace PodMirror.Sidecar.Top;

/// <summary>A table as lines: a summary, headings, and a line an endpoint.</summary>
internal static class TopText
{
    private const int MethodWidth = 7;
    private const int NarrowService = 16;
    private const int WideService = 32;
    private const int WideTerminal = 120;
    private const int RateWidth = 8;
    private const int ErrorsWidth = 6;
    private const int StatusWidth = 6;

    /// <summary>The lines.</summary>
    /// <param name="view">What is shown.</param>
    /// <param name="width">The terminal's columns, which no line passes; null when it is for no terminal, and nothing is cut.</param>
    /// <param name="colours">Whether they are coloured.</param>
    internal static IEnumerable<string> LinesOf(TopView view, int? width, bool colours)
    {
        yield return Cut(Summary(view), width);
        int service = width is null or >= WideTerminal ? WideService : NarrowService;
        yield return Paint(Faint, Line(["SERVICE", "METHOD", "CALLS/S", "ERR %", "P50", "P95", "STATUS", "PATH"], service, width), colours);
        foreach (EndpointRow row in view.Rows)
        {
            string line = Line(CellsOf(row), service, width);
            yield return row.ErrorPercent > 0 ? Paint(StatusColours.Of(null), line, colours) : line;
        }
    }

    private static string Summary(TopView view)
    {
        string calls = view.Rows.Sum(row => row.CallsPerSecond).ToString("0.0", CultureInfo.InvariantCulture);
        string lost = view.Lost > 0 ? $", {view.Lost} calls lost" : "";
        string notice = view.Notice is { } text ? $"; {text}" : "";
        string time = view.Time.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string order = TopOrders.Names[(int)view.Order];
        return $"{time}  {calls} calls/s, {view.Rows.Count} endpoints, over {view.Window.TotalSeconds:0} s, by {order}{lost}{notice}";
    }

    private static string[] CellsOf(EndpointRow row) =>
    [
        row.Key.Service, row.Key.Method, row.CallsPerSecond.ToString("0.0", CultureInfo.InvariantCulture),
        row.ErrorPercent.ToString("0.0", CultureInfo.InvariantCulture), DurationCells.Of(row.P50Ns), DurationCells.Of(row.P95Ns),
        row.LastStatus?.ToString(CultureInfo.InvariantCulture) ?? "-", row.Key.Target,
    ];

    /// <summary>The path comes last: it is what has no bound.</summary>
    private static string Line(string[] cells, int service, int? width)
    {
        string first = width is null ? VisibleRunes.Of(cells[0]).PadRight(service) : TerminalCells.Fit(cells[0], service);
        int[] widths = [RateWidth, ErrorsWidth, DurationCells.Width, DurationCells.Width, StatusWidth];
        IEnumerable<string> numbers = widths.Select((columns, i) => TerminalCells.FitRight(cells[i + 2], columns));
        string head = $"{first} {TerminalCells.Fit(cells[1], MethodWidth)} {string.Join(' ', numbers)} ";
        return width is { } columns && columns > TerminalCells.WidthOf(head)
            ? head + TerminalCells.Cut(cells[^1], columns - TerminalCells.WidthOf(head))
            : Cut(head + (width is null ? VisibleRunes.Of(cells[^1]) : ""), width);
    }

    private static string Cut(string text, int? width) => width is { } cells ? TerminalCells.Cut(text, cells) : VisibleRunes.Of(text);
}
