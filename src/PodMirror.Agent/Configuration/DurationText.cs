using System.Globalization;

namespace PodMirror.Agent.Configuration;

/// <summary>Durations as people write them: 250us, 10ms, 1.5s, 15m, 24h, 7d.</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1),
        ("us", 1_000),
        ("ms", 1_000_000),
        ("s", 1_000_000_000),
        ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
        ("d", 86_400_000_000_000),
    ];

    /// <summary>What to write, for errors and help.</summary>
    public const string Form = "a number with a unit, such as 250us, 10ms, 1.5s, 15m, 24h or 7d";

    /// <summary>Reads a duration in nanoseconds: not negative, and below 292 years, which is what 64 bits hold.</summary>
    public static bool TryParseNanoseconds(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        int digits = text.AsSpan().IndexOfAnyExceptInRange('.', '9');
        if (digits <= 0
            || !decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        foreach ((string unit, long factor) in Units)
        {
            if (text.AsSpan(digits).SequenceEqual(unit) && number <= (decimal)long.MaxValue / factor)
            {
                nanoseconds = (long)(number * factor);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a duration as it is read: in the largest unit of which it is a whole number.</summary>
    public static string Format(TimeSpan duration)
    {
        long nanoseconds = duration.Ticks * TimeSpan.NanosecondsPerTick;
        (string unit, long factor) = Units.Last(unit => nanoseconds % unit.Nanoseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / factor}{unit}");
    }

    /// <summary>Reads a duration for a clock, which counts 100 ns.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        bool read = TryParseNanoseconds(text, out long nanoseconds);
        duration = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        return read;
    }
}
