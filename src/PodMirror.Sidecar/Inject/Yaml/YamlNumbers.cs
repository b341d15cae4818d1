using System.Globalization;
using System.Text.Json.Nodes;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// Numbers as kubectl reads them (sigs.k8s.io/yaml): decimal, hexadecimal, octal with 0 or 0o, binary, fractions, underscores anywhere. What no
/// 64 bits hold becomes a fraction, and what is no number after all is a text.
/// </summary>
internal static class YamlNumbers
{
    /// <summary>Reads a number; false when the text is none.</summary>
    internal static bool TryRead(string text, out JsonNode? number)
    {
        number = null;
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
        {
            return false;
        }

        string plain = text.Replace("_", "", StringComparison.Ordinal);
        return TryInteger(plain, out number) || TryFraction(plain, out number);
    }

    private static bool TryInteger(string text, out JsonNode? number)
    {
        number = null;
        bool isSigned = text.Length > 0 && text[0] is '+' or '-';
        bool isNegative = isSigned && text[0] == '-';
        ReadOnlySpan<char> digits = text.AsSpan(isSigned ? 1 : 0);
        int radix = Radix(digits);
        digits = radix == 10 || digits[1] is >= '0' and <= '9' ? digits : digits[2..];
        if (!TryMagnitude(digits, radix, out UInt128 magnitude))
        {
            return false;
        }

        if (isNegative || magnitude <= long.MaxValue)
        {
            number = magnitude <= (UInt128)long.MaxValue + 1 ? JsonValue.Create((long)(isNegative ? -(Int128)magnitude : (Int128)magnitude)) : null;
            return number is not null;
        }

        number = isSigned || magnitude > ulong.MaxValue ? null : JsonValue.Create((ulong)magnitude);
        return number is not null;
    }

    // A zero before other digits makes them octal, as in C and as in modes of files.
    private static int Radix(ReadOnlySpan<char> digits) => digits.Length < 2 || digits[0] != '0' ? 10 : digits[1] switch
    {
        'x' or 'X' => 16,
        'b' or 'B' => 2,
        'o' or 'O' or (>= '0' and <= '9') => 8,
        _ => 10,
    };

    private static bool TryMagnitude(ReadOnlySpan<char> digits, int radix, out UInt128 magnitude)
    {
        magnitude = 0;
        foreach (char digit in digits)
        {
            int value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix || magnitude > ulong.MaxValue)
            {
                return false;
            }

            magnitude = (magnitude * (uint)radix) + (uint)value;
        }

        return digits.Length > 0;
    }

    private static bool TryFraction(string text, out JsonNode? number)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool isRead = double.TryParse(text, style, CultureInfo.InvariantCulture, out double value) && IsWritten(text) && double.IsFinite(value);

        // There is no negative zero in what comes out of it as a whole number.
        number = isRead ? JsonValue.Create(value == 0 ? 0 : value) : null;
        return isRead;
    }

    // The framework would take the words Infinity and NaN, too.
    private static bool IsWritten(string text) => text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E');
}
