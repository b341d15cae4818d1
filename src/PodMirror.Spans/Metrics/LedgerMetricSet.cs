namespace PodMirror.Spans;

/// <summary>All metrics of one ledger, and the way from a point of a metric back to its counter.</summary>
public sealed class LedgerMetricSet
{
    private readonly Dictionary<(string Name, string Value), (LedgerMetric Metric, int Counter)> _points = [];

    internal LedgerMetricSet(string prefix, IReadOnlyList<LedgerMetric> metrics)
    {
        Metrics = metrics;
        Dropped = metrics.Single(metric => metric.Name == prefix + "exchanges.dropped");
        foreach (LedgerMetric metric in metrics)
        {
            foreach (LedgerPoint point in metric.Points)
            {
                _points.Add((metric.Name, point.Value ?? ""), (metric, point.Counter));
            }
        }
    }

    /// <summary>The metrics, in the order in which they are exported.</summary>
    public IReadOnlyList<LedgerMetric> Metrics { get; }

    /// <summary>The exchanges that were dropped, by reason.</summary>
    public LedgerMetric Dropped { get; }

    /// <summary>Finds the counter of a point.</summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="attribute">The name of the point's attribute; null where it has none.</param>
    /// <param name="value">The value of the attribute.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="counter">The position of the counter in its ledger.</param>
    /// <returns>False when there is no such point, as with a sidecar of another version.</returns>
    public bool TryFind(string name, string? attribute, string? value, out LedgerMetric? metric, out int counter)
    {
        bool isKnown = _points.TryGetValue((name, value ?? ""), out (LedgerMetric Metric, int Counter) found) && found.Metric.Attribute == attribute;
        (metric, counter) = isKnown ? found : default;
        return isKnown;
    }
}
