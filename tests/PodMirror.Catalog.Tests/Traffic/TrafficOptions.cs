namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>What traffic is made like.</summary>
public sealed record TrafficOptions
{
    /// <summary>Repeats the same traffic.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Calls of the API's users.</summary>
    public int Calls { get; init; } = 12_000;

    /// <summary>How uneven the operations are: the n-th is called n to the minus this as often as the first.</summary>
    public double Zipf { get; init; } = 1;

    /// <summary>The part of calls that end with an error of the service's common form.</summary>
    public double Errors { get; init; } = 0.08;

    /// <summary>The part of operations that answer with an envelope that says nothing.</summary>
    public double GenericEnvelopes { get; init; } = 0.3;

    /// <summary>The part of calls, beside the others, that a scanner makes to what is not there.</summary>
    public double Scanner { get; init; } = 0.02;
}
