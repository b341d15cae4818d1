using System.Globalization;

namespace PodMirror.Sidecar.Mirror;

/// <summary>A number of bytes as users write it: plain, or with the suffix Ki, Mi or Gi (also KiB, MiB, GiB), as in Kubernetes.</summary>
internal static class ByteCount
{
    private static readonly (string Suffix, int Shift)[] Units = [("Ki", 10), ("Mi", 20), ("Gi", 30)];

    /// <summary>Reads a count in [0, 2^31-1]; false when the text is none.</summary>
    public static bool TryParse(string text, out int bytes)
    {
        bytes = 0;
        string number = text.EndsWith('B') ? text[..^1] : text;
        int shift = 0;
        foreach ((string suffix, int bits) in Units)
        {
            if (number.EndsWith(suffix, StringComparison.Ordinal))
            {
                number = number[..^suffix.Length];
                shift = bits;
                break;
            }
        }

        if ((shift == 0 && number.Length != text.Length)
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count > int.MaxValue >> shift)
        {
            return false;
        }

        bytes = count << shift;
        return true;
    }

    /// <summary>The count in the largest unit that leaves a whole number.</summary>
    public static string Format(int bytes)
    {
        for (int i = Units.Length - 1; i >= 0; i--)
        {
            if (bytes != 0 && bytes % (1 << Units[i].Shift) == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{bytes >> Units[i].Shift} {Units[i].Suffix}B");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
    }
}
