using PodMirror.Agent.Probe;

namespace PodMirror.Agent.Store;

/// <summary>
/// By which rate a span is stored. The agent's own probes have one of their own: one that is left out for want of room would say of the way through
/// the agent what is not so. It is small, as anybody may mark spans as probes; and none where nothing is stored.
/// </summary>
/// <param name="perSecond">How many spans a second are stored.</param>
/// <param name="clock">The clock.</param>
internal sealed class StoreRates(long perSecond, TimeProvider clock)
{
    // Two spans a second are the most that a prober sends.
    private const int ProbesPerSecond = 10;

    private readonly StoreRate _probes = new(perSecond > 0 ? ProbesPerSecond : 0, clock);

    /// <summary>That of all other spans.</summary>
    public StoreRate Usual { get; } = new(perSecond, clock);

    /// <summary>That of the spans of a resource.</summary>
    /// <param name="service">What it calls its service.</param>
    /// <param name="resource">The resource.</param>
    public StoreRate Of(ReadOnlySpan<byte> service, ReadOnlySpan<byte> resource) =>
        ProbeMark.IsService(service) && ProbeMark.IsResource(resource) ? _probes : Usual;
}
