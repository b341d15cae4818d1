using System.Globalization;

namespace PodMirror.Exchange;

/// <summary>Sizes in bytes as people write them: 65536, 512KiB, 256MiB, 2GiB, 1TiB; also Ki, Mi, Gi and Ti, as in Kubernetes.</summary>
public static class ByteSize
{
    /// <summary>What to write, for errors and help.</summary>
    public const string Form = "a number of bytes, or one with KiB, MiB or GiB, such as 256MiB";

    private static readonly (string Unit, int Shift)[] Units = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10), ("", 0)];

    /// <summary>Reads a size in [0, 2^63-1] bytes; false when the text is none.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (!TryGetShift(text.AsSpan(digits), out int shift)
            || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number > long.MaxValue >> shift)
        {
            return false;
        }

        bytes = number << shift;
        return true;
    }

    /// <summary>Reads a size in [0, 2^31-1] bytes, for what is held in memory; false when the text is none.</summary>
    public static bool TryParse(string text, out int bytes)
    {
        bool fits = TryParse(text, out long size) && size <= int.MaxValue;
        bytes = fits ? (int)size : 0;
        return fits;
    }

    /// <summary>A size of at least 0 bytes in the largest unit that leaves a whole number: <c>128 KiB</c>, <c>1000 B</c>.</summary>
    public static string Format(long bytes)
    {
        foreach ((string unit, int shift) in Units)
        {
            if (bytes != 0 && bytes % (1L << shift) == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift} {unit}B");
            }
        }

        return "0 B";
    }

    private static bool TryGetShift(ReadOnlySpan<char> suffix, out int shift)
    {
        // A bare B is no unit.
        ReadOnlySpan<char> wanted = suffix.Length > 1 && suffix[^1] == 'B' ? suffix[..^1] : suffix;
        foreach ((string unit, int bits) in Units)
        {
            if (wanted.SequenceEqual(unit))
            {
                shift = bits;
                return true;
            }
        }

        shift = 0;
        return false;
    }
}
