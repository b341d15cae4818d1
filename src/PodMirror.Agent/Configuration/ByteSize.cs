using System.Globalization;

namespace PodMirror.Agent.Configuration;

/// <summary>Sizes as people write them: 65536, 512KiB, 256MiB, 2GiB. Kubernetes' Ki, Mi and Gi are read too.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Shift)[] Units =
        [("", 0), ("KiB", 10), ("Ki", 10), ("MiB", 20), ("Mi", 20), ("GiB", 30), ("Gi", 30), ("TiB", 40), ("Ti", 40)];

    /// <summary>What to write, for errors and help.</summary>
    public const string Form = "a number of bytes, or one with KiB, MiB or GiB, such as 256MiB";

    /// <summary>Reads a size in bytes.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }

        foreach ((string unit, int shift) in Units)
        {
            if (text.AsSpan(digits).SequenceEqual(unit) && number <= long.MaxValue >> shift)
            {
                bytes = number << shift;
                return true;
            }
        }

        return false;
    }
}
