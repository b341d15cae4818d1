namespace PodMirror.Agent.Probe;

/// <summary>How often the agent probes itself, and how long it waits.</summary>
/// <param name="Interval">From the beginning of one probe to that of the next.</param>
internal sealed record ProbeOptions(TimeSpan Interval)
{
    /// <summary>What is shorter is no watch but a load.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What is readable after this is late: the store commits several times a second, so it is behind, or waits for a disk.
    /// </summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is not readable by then is given up: a person who looks for a call has given up before.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one request may take, to the receiver or to the API: OpenTelemetry's default for an exporter.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
