using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Account numbers: country, its length, and MOD 97-10 (ISO 13616-1, ISO 7064), compact or in groups of four.</summary>
internal static class IbanRecognizer
{
    private const int Group = 4;
    private const int MaxLength = 34;

    // The registry of ISO 13616-2: country and length.
    private static readonly (string Countries, int Length)[] Lengths =
    [
        ("NO", 15), ("BE", 16), ("DK FI FO FK GL NL SD", 18), ("MK SI", 19), ("AT BA EE KZ LT LU MN XK", 20), ("CH HR LI LV", 21),
        ("BG BH CR DE GB GE IE ME RS VA", 22), ("AE GI IL IQ OM SO TL", 23), ("AD CZ ES MD PK RO SA SE SK TN VG", 24), ("LY PT ST", 25),
        ("IS TR", 26), ("BI DJ FR GR IT MC MR SM", 27),
        ("AL AZ BY CY DO GT HN HU LB NI PL SV", 28), ("BR EG PS QA UA", 29), ("JO KW MU YE", 30), ("MT SC", 31), ("LC", 32), ("RU", 33),
    ];

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);
    private static readonly byte[] LengthOf = BuildLengths();

    /// <summary>Whether a word begins as an account number does: two letters, two digits.</summary>
    internal static bool IsStart(ReadOnlySpan<byte> word) =>
        word.Length >= Group && TextClass.IsLetter(word[0]) && TextClass.IsLetter(word[1])
        && TextClass.IsDigit(word[2]) && TextClass.IsDigit(word[3]);

    /// <summary>Looks at a word that begins so.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        int length = LengthOf[((scan.Text[start] & 0x1F) << 5) | (scan.Text[start + 1] & 0x1F)];
        if (length == 0 || !scan.BeginsToken(start))
        {
            return false;
        }

        Span<byte> number = stackalloc byte[MaxLength];
        int last = end - start == length ? Copy(scan.Text[start..end], number, start) : ReadGroups(scan, start, end, number[..length]);
        if (last < 0 || !scan.EndsNumber(last))
        {
            return false;
        }

        bool isUpper = TextClass.IsUpper(scan.Text[start]);
        number = number[..length];
        return !number.ContainsAnyExcept(Alphabet) && Remainder(number) == 1
            && (isUpper || (scan.ContextAt(start) & ValueContext.Iban) != 0)
            && scan.Found(SensitiveKind.Iban, start, last, out match);
    }

    private static int Copy(ReadOnlySpan<byte> word, Span<byte> number, int start)
    {
        System.Text.Ascii.ToUpper(word, number, out int written);
        return written == word.Length ? start + word.Length : -1;
    }

    // Groups of four, joined by single spaces or hyphens; the last one may be shorter.
    private static int ReadGroups(in ValueScan scan, int start, int end, Span<byte> number)
    {
        byte separator = scan.At(end);
        if (end - start != Group || separator is not ((byte)' ' or (byte)'-'))
        {
            return -1;
        }

        int at = start;
        for (int i = 0; i < number.Length; i++)
        {
            if (i > 0 && i % Group == 0 && scan.At(at++) != separator)
            {
                return -1;
            }

            number[i] = scan.At(at++);
        }

        return at;
    }

    private static int Remainder(ReadOnlySpan<byte> number)
    {
        int remainder = 0;
        for (int i = 0; i < number.Length; i++)
        {
            byte b = number[(i + Group) % number.Length];
            remainder = (TextClass.IsDigit(b) ? (remainder * 10) + b - '0' : (remainder * 100) + b - 'A' + 10) % 97;
        }

        return remainder;
    }

    private static byte[] BuildLengths()
    {
        var lengths = new byte[32 * 32];
        foreach ((string countries, int length) in Lengths)
        {
            foreach (string country in countries.Split(' '))
            {
                lengths[((country[0] & 0x1F) << 5) | (country[1] & 0x1F)] = (byte)length;
            }
        }

        return lengths;
    }
}
