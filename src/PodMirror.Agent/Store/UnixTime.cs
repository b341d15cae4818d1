namespace PodMirror.Agent.Store;

/// <summary>Unix time in nanoseconds, which OTLP and the store count in; good until 2262.</summary>
internal static class UnixTime
{
    /// <summary>The instant in nanoseconds since 1970, at the 100 ns that .NET keeps; instants out of range are kept at the bound.</summary>
    public static long Nanoseconds(DateTimeOffset instant)
    {
        const long MaxTicks = long.MaxValue / TimeSpan.NanosecondsPerTick;
        long ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return Math.Clamp(ticks, -MaxTicks, MaxTicks) * TimeSpan.NanosecondsPerTick;
    }

    /// <summary>The instant, cut to 100 ns.</summary>
    public static DateTime ToDateTime(long nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
