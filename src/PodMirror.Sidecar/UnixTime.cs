namespace PodMirror.Sidecar;

/// <summary>Times as OpenTelemetry and our records have them.</summary>
internal static class UnixTime
{
    /// <summary>Nanoseconds since 1970-01-01 UTC, to 100 ns.</summary>
    internal static long NowNs(TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
