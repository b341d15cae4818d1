namespace PodMirror.Catalog;

/// <summary>Calls of the last hour by the minute and of the last week by the hour.</summary>
/// <param name="LastMinute">The last minute, counted from 1970.</param>
/// <param name="Minutes">Calls of the last minutes, the oldest first.</param>
/// <param name="LastHour">The last hour, counted from 1970.</param>
/// <param name="Hours">Calls of the last hours, the oldest first.</param>
public sealed record RecentSnapshot(long LastMinute, IReadOnlyList<uint> Minutes, long LastHour, IReadOnlyList<uint> Hours)
{
    internal const long Minute = 60_000;
    internal const long Hour = 60 * Minute;

    /// <summary>No calls.</summary>
    public static RecentSnapshot None { get; } = new(0, [], 0, []);

    /// <summary>
    /// Calls that began within so many minutes: up to an hour by the minute, beyond it by whole hours, so that up to an hour's more are counted.
    /// </summary>
    /// <param name="minutes">Minutes, a week of them at most.</param>
    /// <param name="nowMillis">The end of these minutes, in milliseconds since 1970.</param>
    public long Within(int minutes, long nowMillis) => minutes <= Minutes.Count
        ? Sum(Minutes, LastMinute, (nowMillis / Minute) - minutes + 1)
        : Sum(Hours, LastHour, (nowMillis - (minutes * Minute)) / Hour);

    private static long Sum(IReadOnlyList<uint> counts, long last, long first)
    {
        long sum = 0;
        for (int i = (int)Math.Clamp(first - (last - counts.Count + 1), 0, counts.Count); i < counts.Count; i++)
        {
            sum += counts[i];
        }

        return sum;
    }
}
