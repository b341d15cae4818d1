namespace PodMirror.Catalog.Statistics;

/// <summary>Calls of the last hour by the minute and of the last week by the hour.</summary>
internal sealed class RecentCalls
{
    /// <summary>Minutes that are kept.</summary>
    public const int Minutes = 60;

    /// <summary>Hours that are kept: a week of them.</summary>
    public const int Hours = 7 * 24;

    /// <summary>By the minute.</summary>
    public CountRing ByMinute { get; } = new(Minutes);

    /// <summary>By the hour.</summary>
    public CountRing ByHour { get; } = new(Hours);

    /// <summary>Counts a call.</summary>
    /// <param name="timeMillis">When it began, in milliseconds since 1970.</param>
    public void Add(long timeMillis)
    {
        ByMinute.Add(timeMillis / RecentSnapshot.Minute, 1);
        ByHour.Add(timeMillis / RecentSnapshot.Hour, 1);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        ByMinute.Clear();
        ByHour.Clear();
    }

    /// <summary>What it has now.</summary>
    public RecentSnapshot Read() => new(ByMinute.Last, ByMinute.ToArray(), ByHour.Last, ByHour.ToArray());
}
