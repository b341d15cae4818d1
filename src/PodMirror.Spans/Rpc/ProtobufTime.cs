using System.Globalization;

namespace PodMirror.Spans;

/// <summary>Timestamp and Duration as JSON has them: RFC 3339 in UTC, seconds with an s; three, six or nine digits of a second, or none.</summary>
internal static class ProtobufTime
{
    /// <summary>Bytes of the longest one.</summary>
    internal const int MaxBytes = 40;

    private const int NanosPerSecond = 1_000_000_000;

    // 0001-01-01 to 9999-12-31, and 10000 years (timestamp.proto, duration.proto).
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const long MaxDurationSeconds = 315_576_000_000;

    /// <returns>Bytes written; 0 when the value is out of its range.</returns>
    internal static int WriteTimestamp(Span<byte> room, long seconds, int nanos)
    {
        if (seconds is < FirstSecond or > LastSecond || nanos is < 0 or >= NanosPerSecond)
        {
            return 0;
        }

        DateTimeOffset.FromUnixTimeSeconds(seconds).TryFormat(room, out int length, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        length += WriteFraction(room[length..], nanos);
        room[length] = (byte)'Z';
        return length + 1;
    }

    /// <returns>Bytes written; 0 when the value is out of its range.</returns>
    internal static int WriteDuration(Span<byte> room, long seconds, int nanos)
    {
        if (seconds is < -MaxDurationSeconds or > MaxDurationSeconds || nanos is <= -NanosPerSecond or >= NanosPerSecond
            || (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0))
        {
            return 0;
        }

        int length = 0;
        if (seconds < 0 || nanos < 0)
        {
            room[length++] = (byte)'-';
        }

        Math.Abs(seconds).TryFormat(room[length..], out int digits, default, CultureInfo.InvariantCulture);
        length += digits;
        length += WriteFraction(room[length..], Math.Abs(nanos));
        room[length] = (byte)'s';
        return length + 1;
    }

    private static int WriteFraction(Span<byte> room, int nanos)
    {
        if (nanos == 0)
        {
            return 0;
        }

        (int value, string format) = nanos % 1_000_000 == 0 ? (nanos / 1_000_000, "D3") : nanos % 1000 == 0 ? (nanos / 1000, "D6") : (nanos, "D9");
        room[0] = (byte)'.';
        value.TryFormat(room[1..], out int digits, format, CultureInfo.InvariantCulture);
        return 1 + digits;
    }
}
