namespace PodMirror.Catalog.Drift;

/// <summary>How a description and what is seen stand to each other.</summary>
/// <param name="Items">The operations, by template and method.</param>
/// <param name="Memory">What the next comparison needs.</param>
public sealed record DriftReport(IReadOnlyList<DriftItem> Items, DriftMemory Memory)
{
    /// <summary>How many stand so and nobody has accepted that.</summary>
    public int Count(DriftStatus status) => Items.Count(i => i.Status == status && !i.Accepted);
}
