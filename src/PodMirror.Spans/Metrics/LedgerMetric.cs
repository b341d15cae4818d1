namespace PodMirror.Spans;

/// <summary>A metric that is made of counters of a ledger: of one, or of several that an attribute tells apart.</summary>
public sealed class LedgerMetric
{
    internal LedgerMetric(string name, string unit, MetricKind kind, string description, string? attribute, params LedgerPoint[] points)
    {
        (Name, Unit, Kind, Description, Attribute, Points) = (name, unit, kind, description, attribute, points);
        AttributeName = attribute is null ? null : new AttributeName(attribute);
    }

    /// <summary>Its name by OpenTelemetry's rules, such as <c>podmirror.mirror.exchanges.dropped</c>.</summary>
    public string Name { get; }

    /// <summary>Its unit in UCUM: <c>By</c>, or what is counted, in braces.</summary>
    public string Unit { get; }

    /// <summary>How its points may be added up.</summary>
    public MetricKind Kind { get; }

    /// <summary>
    /// Whether its values are names rather than amounts, as that of a document: over many ledgers neither their sum nor the largest means anything,
    /// only how many different ones there are.
    /// </summary>
    public bool IsIdentifier { get; init; }

    /// <summary>What it counts, in one sentence.</summary>
    public string Description { get; }

    /// <summary>The attribute that tells its points apart; null where there is one point.</summary>
    public string? Attribute { get; }

    /// <summary>Its points.</summary>
    public IReadOnlyList<LedgerPoint> Points { get; }

    /// <summary>The attribute as it is written.</summary>
    internal AttributeName? AttributeName { get; }
}
