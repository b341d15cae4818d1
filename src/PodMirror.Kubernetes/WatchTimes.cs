namespace PodMirror.Kubernetes;

/// <summary>How long a watch waits for what.</summary>
public sealed record WatchTimes
{
    /// <summary>
    /// The longest silence. The API server sends a bookmark a minute to who asks for them, so twice that is a connection that died unnoticed.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first pause after a fault; each one after it is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause: what was lost meanwhile is found this much later at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(4);
}
