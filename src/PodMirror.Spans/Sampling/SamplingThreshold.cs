using System.Globalization;

namespace PodMirror.Spans;

/// <summary>
/// Rejection thresholds of consistent probability sampling (OpenTelemetry, trace/tracestate-probability-sampling): of 2^56 traces, how many are left
/// out. A trace is kept where its randomness is not below.
/// </summary>
internal static class SamplingThreshold
{
    /// <summary>Above every randomness.</summary>
    internal const ulong Never = 1UL << Bits;

    /// <summary>The bits that randomness has.</summary>
    internal const ulong Mask = Never - 1;

    /// <summary>Hexadecimal digits of a whole threshold or randomness.</summary>
    internal const int Digits = 14;

    private const int Bits = 56;

    // What the specification recommends, beyond the digits f that a small share begins with.
    private const int Precision = 4;

    /// <summary>The threshold for a share in [2^-32, 1], rounded as the specification does; of 0 <see cref="Never"/>.</summary>
    internal static ulong Of(double share)
    {
        if (share is 0 or 1)
        {
            return share == 0 ? Never : 0;
        }

        int digits = Precision + ((-Math.ILogB(share) - 1) / 4);
        ulong unit = 1UL << (Bits - (4 * digits));
        ulong units = (ulong)Math.Round((1 - share) * Never / unit, MidpointRounding.AwayFromZero);
        return Math.Min(units * unit, Never - unit);
    }

    /// <summary>Reads a threshold: 1 to 14 digits, those that are missing at the end are zeros.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> digits, out ulong threshold)
    {
        threshold = 0;
        if (digits.Length is 0 or > Digits || !HexIds.IsHex(digits))
        {
            return false;
        }

        threshold = ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << (4 * (Digits - digits.Length));
        return true;
    }

    /// <summary>Writes a threshold below <see cref="Never"/>, without the zeros at its end.</summary>
    internal static void Write(ulong threshold, ByteBuffer output)
    {
        Span<byte> text = stackalloc byte[Digits];
        threshold.TryFormat(text, out _, "x14", CultureInfo.InvariantCulture);
        output.Append(text[..Math.Max(1, text.LastIndexOfAnyExcept((byte)'0') + 1)]);
    }
}
