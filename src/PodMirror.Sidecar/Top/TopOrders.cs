namespace PodMirror.Sidecar.Top;

/// <summary>Orders by name, and what they do.</summary>
internal static class TopOrders
{
    /// <summary>Their names, in the order in which a key goes through them.</summary>
    internal static readonly string[] Names = ["calls", "errors", "p50", "p95", "service"];

    /// <summary>The order of that name; the first when there is none.</summary>
    internal static TopOrder Of(string? name) => (TopOrder)Math.Max(0, Array.IndexOf(Names, name));

    /// <summary>The one after it.</summary>
    internal static TopOrder Next(TopOrder order) => (TopOrder)(((int)order + 1) % Names.Length);

    /// <summary>Sorts; rows that are alike by their names, so that they stay where they are.</summary>
    internal static IEnumerable<EndpointRow> Sort(IEnumerable<EndpointRow> rows, TopOrder order) => rows
        .OrderByDescending(row => order switch
        {
            TopOrder.Calls => row.Calls,
            TopOrder.Errors => row.ErrorPercent,
            TopOrder.P50 => row.P50Ns,
            TopOrder.P95 => row.P95Ns,
            _ => 0,
        })
        .ThenBy(row => row.Key.Service, StringComparer.Ordinal)
        .ThenBy(row => row.Key.Target, StringComparer.Ordinal)
        .ThenBy(row => row.Key.Method, StringComparer.Ordinal);
}
