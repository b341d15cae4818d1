namespace PodMirror.Spans;

/// <summary>The rules of numbers that states give to persons and firms. docs/sensitive-data.md names the source of each.</summary>
internal static class NationalNumbers
{
    /// <summary>Whether digits are a number of the kind. False for any other number of digits than its own.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="d">Values from 0 to 9; of a CNPJ and a NIR also letters, as the rules count them.</param>
    internal static bool IsValid(SensitiveKind kind, ReadOnlySpan<byte> d) => kind switch
    {
        SensitiveKind.UsSsn => d.Length == 9 && (IsSsn(d) || IsItin(d)),
        SensitiveKind.UkNhs => d.Length == 10 && IsNhs(d),
        SensitiveKind.CaSin => d.Length == 9 && d[0] is not (0 or 8) && CheckDigits.Luhn(d),
        SensitiveKind.BrCpf => d.Length == 11 && IsCpf(d),
        SensitiveKind.BrCnpj => d.Length == 14 && IsCnpj(d),
        SensitiveKind.InAadhaar => d.Length == 12 && d[0] >= 2 && CheckDigits.Verhoeff(d),
        SensitiveKind.FrNir => d.Length == 15 && IsNir(d),
        SensitiveKind.DeTaxId => d.Length == 11 && IsSteuerId(d),
        SensitiveKind.PlPesel => d.Length == 11 && IsPesel(d),
        SensitiveKind.NlBsn => d.Length == 9 && IsBsn(d),
        SensitiveKind.SePersonnummer => IsPersonnummer(d),
        SensitiveKind.AuTfn => d.Length == 9 && CheckDigits.Weighted(d, [1, 4, 3, 7, 5, 8, 6, 9, 10]) is > 0 and int sum && sum % 11 == 0,
        SensitiveKind.AuMedicare => d.Length is 10 or 11 && IsMedicare(d),
        SensitiveKind.PaymentCard => CardNumber.IsValid(d),
        _ => false,
    };

    private static int Number(ReadOnlySpan<byte> digits)
    {
        int number = 0;
        foreach (byte digit in digits)
        {
            number = (number * 10) + digit;
        }

        return number;
    }

    private static bool IsSsn(ReadOnlySpan<byte> d) => Number(d[..3]) is > 0 and not 666 and < 900 && Number(d[3..5]) > 0 && Number(d[5..]) > 0;

    // What the IRS gives to those who get no SSN.
    private static bool IsItin(ReadOnlySpan<byte> d) =>
        d[0] == 9 && Number(d[3..5]) is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or (>= 94 and <= 99);

    private static bool IsNhs(ReadOnlySpan<byte> d)
    {
        int check = 11 - (CheckDigits.Weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return (check == 11 ? 0 : check) == d[9] && d[..9].ContainsAnyExcept((byte)0);
    }

    private static bool IsCpf(ReadOnlySpan<byte> d) =>
        d.ContainsAnyExcept(d[0])
        && CheckDigits.Weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == d[9]
        && CheckDigits.Weighted(d, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == d[10];

    private static bool IsCnpj(ReadOnlySpan<byte> d) =>
        d.ContainsAnyExcept(d[0])
        && CnpjCheck(CheckDigits.Weighted(d, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) == d[12]
        && CnpjCheck(CheckDigits.Weighted(d, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) == d[13];

    private static int CnpjCheck(int sum) => sum % 11 < 2 ? 0 : 11 - (sum % 11);

    // Sex, year, month (above 12 where it is not known), department, commune, order, and the key of two digits.
    private static bool IsNir(ReadOnlySpan<byte> d)
    {
        if (d[0] is not (1 or 2 or 3 or 4 or 7 or 8) || Number(d[3..5]) is 0 or (> 12 and < 20) or (> 42 and < 50))
        {
            return false;
        }

        long number = 0;
        foreach (byte digit in d[..13])
        {
            number = (number * 10) + digit;
        }

        return 97 - (number % 97) == Number(d[13..]);
    }

    // Of the first ten digits one occurs twice or three times and every other one at most once.
    private static bool IsSteuerId(ReadOnlySpan<byte> d)
    {
        Span<byte> counts = stackalloc byte[10];
        counts.Clear();
        foreach (byte digit in d[..10])
        {
            counts[digit]++;
        }

        int repeated = counts.Count((byte)2) + counts.Count((byte)3);
        return d[0] != 0 && repeated == 1 && !counts.ContainsAnyInRange((byte)4, (byte)10) && CheckDigits.Mod1110(d);
    }

    // The century is in the month: 80 (1800s), 0, 20, 40, 60 (2200s).
    private static bool IsPesel(ReadOnlySpan<byte> d) =>
        Number(d[2..4]) % 20 is >= 1 and <= 12 && Number(d[4..6]) is >= 1 and <= 31
        && CheckDigits.Weighted(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;

    // The eleven test, in which the last digit counts negatively: 10 is -1 modulo 11.
    private static bool IsBsn(ReadOnlySpan<byte> d) =>
        d[..8].ContainsAnyExcept((byte)0) && CheckDigits.Weighted(d, [9, 8, 7, 6, 5, 4, 3, 2, 10]) % 11 == 0;

    // Days of a samordningsnummer are 60 higher. The century of the long form is not in the check digit.
    private static bool IsPersonnummer(ReadOnlySpan<byte> d)
    {
        if (d.Length == 12)
        {
            return Number(d[..2]) is >= 18 and <= 20 && IsPersonnummer(d[2..]);
        }

        return d.Length == 10 && Number(d[2..4]) is >= 1 and <= 12 && Number(d[4..6]) is (>= 1 and <= 31) or (>= 61 and <= 91) && CheckDigits.Luhn(d);
    }

    private static bool IsMedicare(ReadOnlySpan<byte> d) =>
        d[0] is >= 2 and <= 6 && d[9] != 0 && CheckDigits.Weighted(d, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == d[8];
}
