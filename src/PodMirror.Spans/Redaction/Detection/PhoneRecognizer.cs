namespace PodMirror.Spans;

/// <summary>Telephone numbers: ITU-T E.164 with a plus sign, and national forms where a name or the words before say that it is one.</summary>
internal static class PhoneRecognizer
{
    // E.164 section 6.1: at most 15 digits. The shortest international numbers in use have 7 after the country code.
    private const int MaxDigits = 15;
    private const int MinInternational = 8;

    // The shortest subscriber numbers that are worth hiding; fewer digits are extensions and short codes.
    private const int MinNational = 7;

    // ") " and ". " are the longest in use between groups.
    private const int MaxSeparators = 2;

    /// <summary>A number from a plus sign on.</summary>
    internal static bool TryInternational(ref ValueScan scan, int plus, out SensitiveMatch match)
    {
        match = default;
        byte before = scan.At(plus - 1);
        bool isPart = before is (byte)'/' or (byte)'+' or (byte)'.' or (byte)'-' || TextClass.IsWord(before);
        if (isPart || !TextClass.IsDigit(scan.At(plus + 1)) || scan.Text[plus + 1] == '0')
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[MaxDigits];
        int end = Read(scan, plus + 1, digits, out int count);
        return count >= MinInternational && scan.EndsNumber(end) && IsCountry(digits[..count])
            && scan.Found(SensitiveKind.Phone, plus, end, out match);
    }

    /// <summary>A number from a word of digits on, or from the bracket before it.</summary>
    internal static bool TryNational(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        if (end - start > MaxDigits || (start == 0 && (scan.NameContext & ValueContext.Phone) == 0) || !scan.Kinds.Contains(SensitiveKind.Phone))
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[MaxDigits];
        int last = Read(scan, start, digits, out int count);
        if (count < MinNational || !scan.EndsNumber(last))
        {
            return false;
        }

        bool isBracketed = scan.At(start - 1) == '(' && start > scan.From;
        bool isNorthAmerican = isBracketed && end - start == 3 && last - start == "415) 555-0123".Length && scan.At(end) == ')' && count == 10
            && IsNorthAmerican(digits[..10]);
        int first = isBracketed ? start - 1 : start;
        return (isNorthAmerican || (!IsDate(scan.Text[start..last]) && IsCalled(ref scan, first)))
            && scan.Found(SensitiveKind.Phone, first, last, out match);
    }

    private static bool IsCalled(ref ValueScan scan, int start) =>
        (scan.ContextAt(start) & (ValueContext.Phone | ValueContext.Counted)) == ValueContext.Phone;

    // Digits with one or two separators between groups; ends after the last digit, or where a sixteenth would follow.
    private static int Read(in ValueScan scan, int at, Span<byte> digits, out int count)
    {
        count = 0;
        int end = at;
        for (int separators = 0; at < scan.Text.Length && separators <= MaxSeparators; at++)
        {
            byte b = scan.Text[at];
            if (TextClass.IsDigit(b))
            {
                if (count == MaxDigits)
                {
                    count = 0;
                    return at;
                }

                digits[count++] = (byte)(b - '0');
                end = at + 1;
                separators = 0;
            }
            else if (b is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)'/')
            {
                separators++;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length is >= 8 and <= 10 && text.Count((byte)'-') + text.Count((byte)'/') + text.Count((byte)'.') == 2 && !text.Contains((byte)' ')
        && (text[^3] is (byte)'-' or (byte)'/' or (byte)'.' || text[2] is (byte)'-' or (byte)'/' or (byte)'.');

    private static bool IsNorthAmerican(ReadOnlySpan<byte> digits) => digits[0] >= 2 && digits[3] >= 2;

    // ITU-T E.164 Annex D: the three digits that begin no country code in use.
    private static bool IsCountry(ReadOnlySpan<byte> digits)
    {
        if (digits[0] == 1)
        {
            return digits.Length == 11 && IsNorthAmerican(digits[1..]);
        }

        int code = (digits[0] * 100) + (digits[1] * 10) + digits[2];
        return code is not (210 or 214 or 215 or 217 or 219 or 259 or (>= 280 and <= 289) or (>= 292 and <= 296) or 384 or 388 or 422
            or (>= 424 and <= 429) or (>= 693 and <= 699) or (>= 801 and <= 807) or 809 or (>= 830 and <= 839) or 851 or 854 or (>= 857 and <= 859)
            or (>= 871 and <= 877) or 884 or 885 or 887 or (>= 889 and <= 899) or 969 or 978 or 990 or 997 or 999);
    }
}
