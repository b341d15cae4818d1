namespace PodMirror.Spans;

/// <summary>Values that are one word of letters and digits.</summary>
internal static class WordRecognizer
{
    /// <summary>Bytes of the shortest word that is one.</summary>
    internal const int MinLength = NinoLength;

    private const int NinoLength = 9;
    private const int PanLength = 10;
    private const int NirLength = 15;
    private const int FiscalCodeLength = 16;
    private const int VinLength = 17;

    // By the number modulo 23 (Spain), by the sum modulo 26 (Italy, decree of 23 December 1976: values of characters at odd places).
    private static ReadOnlySpan<byte> NifLetters => "TRWAGMYFPDXBNJZSQVHLCKE"u8;

    private static ReadOnlySpan<byte> ItalianOdd => [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <summary>Looks at a word with letters and digits.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        if (end - start is < MinLength or > VinLength || !scan.BeginsNumber(start) || !scan.EndsNumber(end))
        {
            return false;
        }

        ReadOnlySpan<byte> word = scan.Text[start..end];
        SensitiveKind kind = word.Length switch
        {
            NinoLength when IsNino(word) => SensitiveKind.UkNino,
            NinoLength when IsNif(word) => SensitiveKind.EsNif,
            PanLength when IsPan(word) => SensitiveKind.InPan,
            FiscalCodeLength when IsFiscalCode(word) => SensitiveKind.ItFiscalCode,
            NirLength when IsNir(word) && (scan.ContextAt(start) & ValueContext.Nir) != 0 => SensitiveKind.FrNir,
            VinLength when IsVin(word) && (scan.ContextAt(start) & ValueContext.Vin) != 0 => SensitiveKind.Vin,
            _ => SensitiveKind.None,
        };
        return kind != SensitiveKind.None && scan.Found(kind, start, end, out match);
    }

    /// <summary>A National Insurance number in groups, of which the first two digits are given: AB 12 34 56 C.</summary>
    internal static bool TryGroupedNino(ref ValueScan scan, int digits, out SensitiveMatch match)
    {
        match = default;
        const int length = 13;
        int start = digits - 3;
        bool isRoom = start >= scan.From && start + length <= scan.Text.Length && scan.Text[digits - 1] == ' ';
        if (!isRoom || !scan.BeginsNumber(start) || !scan.EndsNumber(start + length))
        {
            return false;
        }

        ReadOnlySpan<byte> text = scan.Text.Slice(start, length);
        Span<byte> word = [text[0], text[1], text[3], text[4], text[6], text[7], text[9], text[10], text[12]];
        bool isGrouped = text[2] == ' ' && text[5] == ' ' && text[8] == ' ' && text[11] == ' ';
        return isGrouped && IsNino(word) && scan.Found(SensitiveKind.UkNino, start, start + length, out match);
    }

    /// <summary>A DNI whose letter stands behind a hyphen: 12345678-Z.</summary>
    internal static bool TryHyphenedNif(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        if (end - start != 8 || scan.At(end) != '-' || !TextClass.IsUpper(scan.At(end + 1)) || !scan.BeginsNumber(start) || !scan.EndsNumber(end + 2))
        {
            return false;
        }

        Span<byte> word = stackalloc byte[NinoLength];
        scan.Text[start..end].CopyTo(word);
        word[8] = scan.Text[end + 1];
        return IsNif(word) && scan.Found(SensitiveKind.EsNif, start, end + 2, out match);
    }

    private static bool IsNino(ReadOnlySpan<byte> w)
    {
        bool isForm = TextClass.IsUpper(w[0]) && TextClass.IsUpper(w[1]) && TextClass.AreDigits(w[2..8]) && w[8] is >= (byte)'A' and <= (byte)'D';
        return isForm && !"DFIQUV"u8.Contains(w[0]) && !"DFIOQUV"u8.Contains(w[1]) && !IsUnusedPrefix(w[..2]);
    }

    private static bool IsUnusedPrefix(ReadOnlySpan<byte> p) =>
        p.SequenceEqual("BG"u8) || p.SequenceEqual("GB"u8) || p.SequenceEqual("KN"u8) || p.SequenceEqual("NK"u8) || p.SequenceEqual("NT"u8)
        || p.SequenceEqual("TN"u8) || p.SequenceEqual("ZZ"u8);

    private static bool IsNif(ReadOnlySpan<byte> w)
    {
        if (!TextClass.AreDigits(w[1..8]) || !(TextClass.IsDigit(w[0]) || w[0] is (byte)'X' or (byte)'Y' or (byte)'Z'))
        {
            return false;
        }

        // X, Y and Z count as 0, 1 and 2.
        int number = TextClass.IsDigit(w[0]) ? w[0] - '0' : w[0] - 'X';
        foreach (byte digit in w[1..8])
        {
            number = (number * 10) + digit - '0';
        }

        return w[8] == NifLetters[number % 23];
    }

    // The fourth letter is the kind of holder.
    private static bool IsPan(ReadOnlySpan<byte> w) =>
        AreUpper(w[..5]) && "ABCFGHJKLPT"u8.Contains(w[3]) && TextClass.AreDigits(w[5..9]) && TextClass.IsUpper(w[9])
        && w[5..9].ContainsAnyExcept((byte)'0');

    private static bool AreUpper(ReadOnlySpan<byte> w) => !w.ContainsAnyExceptInRange((byte)'A', (byte)'Z');

    // Where two persons have one code, digits become letters, from the last one on (omocodia).
    private static bool IsFiscalCode(ReadOnlySpan<byte> w)
    {
        if (!AreUpper(w[..6]) || !"ABCDEHLMPRST"u8.Contains(w[8]) || !TextClass.IsUpper(w[11]) || !TextClass.IsUpper(w[15]))
        {
            return false;
        }

        int sum = 0;
        for (int i = 0; i < 15; i++)
        {
            bool isDigitPlace = i is 6 or 7 or 9 or 10 or 12 or 13 or 14;
            if (isDigitPlace && !TextClass.IsDigit(w[i]) && !"LMNPQRSTUV"u8.Contains(w[i]))
            {
                return false;
            }

            int value = TextClass.IsDigit(w[i]) ? w[i] - '0' : w[i] - 'A';
            sum += i % 2 == 0 ? ItalianOdd[value] : value;
        }

        return w[15] == 'A' + (sum % 26);
    }

    // Corsica's departments are 2A and 2B, which count as 19 and 18.
    private static bool IsNir(ReadOnlySpan<byte> w)
    {
        Span<byte> digits = stackalloc byte[NirLength];
        for (int i = 0; i < NirLength; i++)
        {
            digits[i] = (byte)(w[i] - '0');
        }

        if (w[5] != '2' || w[6] is not ((byte)'A' or (byte)'B'))
        {
            return false;
        }

        (digits[5], digits[6]) = w[6] == 'A' ? ((byte)1, (byte)9) : ((byte)1, (byte)8);
        return !digits.ContainsAnyExceptInRange((byte)0, (byte)9) && NationalNumbers.IsValid(SensitiveKind.FrNir, digits);
    }

    // ISO 3779 leaves out I, O and Q. The check digit of North America is not used elsewhere.
    private static bool IsVin(ReadOnlySpan<byte> w)
    {
        foreach (byte b in w)
        {
            if (!(TextClass.IsDigit(b) || TextClass.IsUpper(b)) || b is (byte)'I' or (byte)'O' or (byte)'Q')
            {
                return false;
            }
        }

        return true;
    }
}
