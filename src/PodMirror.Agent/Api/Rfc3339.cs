using System.Globalization;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Api;

/// <summary>Times as the API writes and reads them: RFC 3339, UTC, nanoseconds.</summary>
internal static class Rfc3339
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Unix nanoseconds as 2026-11-23T15:04:05.123456789Z.</summary>
    public static string Format(long unixNs)
    {
        long fraction = unixNs % NanosecondsPerSecond;
        fraction = fraction < 0 ? fraction + NanosecondsPerSecond : fraction;
        DateTime second = UnixTime.ToDateTime(unixNs - fraction);
        return string.Create(CultureInfo.InvariantCulture, $"{second:yyyy-MM-dd'T'HH:mm:ss}.{fraction:D9}Z");
    }

    /// <summary>Reads an RFC 3339 time, which names its offset, to 100 ns.</summary>
    public static bool TryParse(string text, out long unixNs)
    {
        unixNs = 0;
        int separator = text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        bool hasOffset = text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > separator;
        if (separator < 0
            || !hasOffset
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            return false;
        }

        unixNs = UnixTime.Nanoseconds(time);
        return true;
    }
}
