using System.Buffers;
using System.Globalization;

namespace PodMirror.Agent.Filter;

/// <summary>
/// Durations in a filter: 250us, 10ms, 1.5s, 15m, 24h, 7d. In floating point, as the page has them, so that both come to the same at a bound.
/// </summary>
internal static class FilterDuration
{
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Nanoseconds)[] Units =
        [("us", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12), ("d", 8.64e13)];

    /// <summary>Reads a duration in nanoseconds; not negative, and infinite when it is larger than any number.</summary>
    public static bool TryRead(string text, out double nanoseconds)
    {
        nanoseconds = 0;
        int end = text.AsSpan().IndexOfAnyExcept(NumberLetters);
        if (end <= 0 || !IsNumber(text.AsSpan(0, end)))
        {
            return false;
        }

        double number = double.Parse(text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        foreach ((string unit, double size) in Units)
        {
            if (text.AsSpan(end).SequenceEqual(unit))
            {
                nanoseconds = number * size;
                return true;
            }
        }

        return false;
    }

    /// <summary>Digits, and after a point again some.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        return text[0] != '.' && text[^1] != '.' && (point < 0 || text[(point + 1)..].IndexOf('.') < 0);
    }
}
