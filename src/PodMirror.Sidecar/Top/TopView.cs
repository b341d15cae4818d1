namespace PodMirror.Sidecar.Top;

/// <summary>What is shown of a table.</summary>
/// <param name="Rows">Its rows, in their order.</param>
/// <param name="Order">The order.</param>
/// <param name="Window">How long the calls took to come.</param>
/// <param name="Lost">Calls that are known to have been lost.</param>
/// <param name="Time">When it is, UTC.</param>
/// <param name="Notice">What went wrong last; null when nothing did.</param>
internal sealed record TopView(
    IReadOnlyList<EndpointRow> Rows, TopOrder Order, TimeSpan Window, long Lost, DateTimeOffset Time, string? Notice);
