namespace PodMirror.Spans;

/// <summary>Numbers that begin with a word of digits: cards, national numbers, telephone numbers in national form.</summary>
internal static class NumberRecognizer
{
    // Fewer digits in a row, without separators, are no number of any kind here.
    private const int MinBareDigits = 9;

    private static readonly (SensitiveKind Kind, ValueContext Context)[] ByContext =
    [
        (SensitiveKind.UsSsn, ValueContext.Ssn),
        (SensitiveKind.UkNhs, ValueContext.Nhs),
        (SensitiveKind.CaSin, ValueContext.Sin),
        (SensitiveKind.BrCpf, ValueContext.Cpf),
        (SensitiveKind.BrCnpj, ValueContext.Cnpj),
        (SensitiveKind.InAadhaar, ValueContext.Aadhaar),
        (SensitiveKind.FrNir, ValueContext.Nir),
        (SensitiveKind.DeTaxId, ValueContext.SteuerId),
        (SensitiveKind.PlPesel, ValueContext.Pesel),
        (SensitiveKind.NlBsn, ValueContext.Bsn),
        (SensitiveKind.SePersonnummer, ValueContext.Personnummer),
        (SensitiveKind.AuTfn, ValueContext.Tfn),
        (SensitiveKind.AuMedicare, ValueContext.Medicare),
    ];

    /// <summary>Looks at a word of digits.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        if (end - start <= NumberPatterns.MaxFirstGroup && TryPatterns(ref scan, start, end, out match))
        {
            return true;
        }

        if (!scan.BeginsNumber(start))
        {
            return false;
        }

        return (end - start is >= MinBareDigits and <= CardNumber.MaxDigits && TryBare(ref scan, start, end, out match))
            || PhoneRecognizer.TryNational(ref scan, start, end, out match);
    }

    /// <summary>Looks at a number that is written in groups, of which the first one is given.</summary>
    internal static bool TryPatterns(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        bool isGrouped = scan.At(end) is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'+' && TextClass.IsWord(scan.At(end + 1));
        if (!isGrouped || !scan.BeginsNumber(start))
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[NumberPattern.MaxDigits];
        foreach (NumberPattern pattern in NumberPatterns.Of(end - start))
        {
            int count = pattern.Read(scan.Text[start..], digits);
            if (count > 0 && NationalNumbers.IsValid(pattern.Kind, digits[..count]) && scan.EndsNumber(start + pattern.Length)
                && !pattern.GoesOn(scan, start) && (pattern.Context == 0 || (scan.ContextAt(start) & pattern.Context) != 0)
                && scan.Found(pattern.Kind, start, start + pattern.Length, out match))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryBare(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        if (!scan.EndsNumber(end))
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[end - start];
        for (int i = start; i < end; i++)
        {
            digits[i - start] = (byte)(scan.Text[i] - '0');
        }

        return TryCard(ref scan, digits, start, out match) || TryNational(ref scan, digits, start, out match);
    }

    private static bool TryCard(ref ValueScan scan, scoped ReadOnlySpan<byte> digits, int start, out SensitiveMatch match)
    {
        match = default;
        if (!CardNumber.IsValid(digits))
        {
            return false;
        }

        ValueContext context = scan.ContextAt(start);
        bool isCard = (context & ValueContext.Card) != 0
            || ((context & (ValueContext.Counted | ValueContext.NationalId)) == 0 && CardNumber.IsValidAlone(digits));
        return isCard && scan.Found(SensitiveKind.PaymentCard, start, start + digits.Length, out match);
    }

    // Digits alone are nothing without a name: of random ones a tenth or an eleventh has a right check digit.
    private static bool TryNational(ref ValueScan scan, scoped ReadOnlySpan<byte> digits, int start, out SensitiveMatch match)
    {
        match = default;
        if (digits.Length > 15)
        {
            return false;
        }

        ValueContext context = scan.ContextAt(start) & ValueContext.NationalId;
        if (context == 0)
        {
            return false;
        }

        foreach ((SensitiveKind kind, ValueContext needed) in ByContext)
        {
            if ((context & needed) != 0 && NationalNumbers.IsValid(kind, digits) && scan.Found(kind, start, start + digits.Length, out match))
            {
                return true;
            }
        }

        return false;
    }
}
