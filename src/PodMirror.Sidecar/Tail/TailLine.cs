using PodMirror.Sidecar.AgentApi;
using static PodMirror.Sidecar.AgentApi.StatusColours;

namespace PodMirror.Sidecar.Tail;

/// <summary>A call as a line of columns: time, status, method, duration, service, path, and what was not clean.</summary>
internal static class TailLine
{
    private const int StatusWidth = 3;
    private const int MethodWidth = 7;
    private const int NarrowService = 16;
    private const int WideService = 32;
    private const int WideTerminal = 120;

    /// <summary>The line.</summary>
    /// <param name="row">The call.</param>
    /// <param name="width">The terminal's columns, which the line does not pass; null when it is for no terminal, and nothing is cut.</param>
    /// <param name="colours">Whether it is coloured.</param>
    internal static string Of(LiveRow row, int? width, bool colours)
    {
        string time = row.TimeOfDay + "Z";
        string status = TerminalCells.FitRight(row.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-", StatusWidth);
        string method = TerminalCells.Fit(row.Method.Length > 0 ? row.Method : "-", MethodWidth);
        string duration = DurationCells.Of(row.DurationNs).PadLeft(DurationCells.Width);
        int serviceWidth = width is null or >= WideTerminal ? WideService : NarrowService;
        string service = width is null ? VisibleRunes.Of(row.Service).PadRight(serviceWidth) : TerminalCells.Fit(row.Service, serviceWidth);
        string head = $"{VisibleRunes.Of(time)} {status} {method} {duration} {service} ";
        int? rest = width - TerminalCells.WidthOf(head);
        if (rest <= 0)
        {
            return TerminalCells.Cut(head, width ?? 0);
        }

        (string path, string anomalies) = Rest(row, rest);
        return $"{Paint(Faint, VisibleRunes.Of(time), colours)} {Paint(StatusColours.Of(row.Status), status, colours)} {method} {duration} "
            + $"{Paint(Faint, service, colours)} {path}{Paint(Yellow, anomalies, colours)}";
    }

    /// <summary>The path, and in what it leaves the anomalies.</summary>
    private static (string Path, string Anomalies) Rest(LiveRow row, int? cells)
    {
        string target = row.Path.Length > 0 ? row.Path : row.Name;
        string anomalies = string.Join(',', row.Anomalies);
        string mark = anomalies.Length > 0 ? $"  ! {anomalies}" : "";
        if (cells is not { } width)
        {
            return (VisibleRunes.Of(target), VisibleRunes.Of(mark));
        }

        string path = TerminalCells.Cut(target, width);
        return (path, TerminalCells.Cut(mark, width - TerminalCells.WidthOf(path)));
    }
}
