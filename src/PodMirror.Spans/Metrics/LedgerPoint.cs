namespace PodMirror.Spans;

/// <summary>One point of a metric: which counter of the ledger it is.</summary>
/// <param name="Counter">The counter's position in its ledger.</param>
/// <param name="Value">The value of the metric's attribute that tells it from the others; null where the metric has one point.</param>
public readonly record struct LedgerPoint(int Counter, string? Value);
