namespace PodMirror.Spans;

/// <summary>How long to wait between attempts, and when to give up. The OpenTelemetry Collector's figures, but a quicker start.</summary>
public sealed record RetryOptions
{
    /// <summary>Before the second attempt: a restarted receiver is often back within a second.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What each wait is multiplied by.</summary>
    public double Factor { get; init; } = 1.5;

    /// <summary>Since the first attempt; a request older than this is dropped and counted.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(5);
}
