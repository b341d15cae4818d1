using System.Buffers;
using System.Globalization;

namespace PodMirror.Spans;

/// <summary>Ids in hexadecimal.</summary>
internal static class HexIds
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Reads a trace id of 32 digits, or of 16, which stand for its lower half. False for zero.</summary>
    internal static bool TryTraceId(ReadOnlySpan<byte> digits, out UInt128 id)
    {
        id = UInt128.Zero;
        return digits.Length is 16 or 32 && IsHex(digits) && UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, null, out id)
            && id != UInt128.Zero;
    }

    /// <summary>Reads a span id of 16 digits. False for zero.</summary>
    internal static bool TrySpanId(ReadOnlySpan<byte> digits, out ulong id)
    {
        id = 0;
        return digits.Length == 16 && IsHex(digits) && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, null, out id) && id != 0;
    }

    internal static bool IsHex(ReadOnlySpan<byte> digits) => digits.IndexOfAnyExcept(Digits) < 0;
}
