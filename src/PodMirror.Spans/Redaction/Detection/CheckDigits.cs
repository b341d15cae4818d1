namespace PodMirror.Spans;

/// <summary>Check digits. Digits are given as values from 0 to 9, the check digit among them.</summary>
internal static class CheckDigits
{
    // Verhoeff 1969: multiplication of the dihedral group D5, and the permutation of positions.
    private static ReadOnlySpan<byte> Dihedral =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 2, 3, 4, 0, 1, 7, 8, 9, 5, 6,
        3, 4, 0, 1, 2, 8, 9, 5, 6, 7, 4, 0, 1, 2, 3, 9, 5, 6, 7, 8,
        5, 9, 8, 7, 6, 0, 4, 3, 2, 1, 6, 5, 9, 8, 7, 1, 0, 4, 3, 2, 7, 6, 5, 9, 8, 2, 1, 0, 4, 3,
        8, 7, 6, 5, 9, 3, 2, 1, 0, 4, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];

    private static ReadOnlySpan<byte> Permutation =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 7, 6, 2, 8, 3, 0, 9, 4, 5, 8, 0, 3, 7, 9, 6, 1, 4, 2, 8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
        9, 4, 5, 3, 1, 2, 6, 8, 7, 0, 4, 2, 8, 6, 5, 7, 3, 9, 0, 1, 2, 7, 9, 3, 8, 0, 6, 4, 1, 5, 7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
    ];

    /// <summary>Luhn's (ISO/IEC 7812-1 annex B).</summary>
    internal static bool Luhn(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        bool isDoubled = false;
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            int value = isDoubled ? digits[i] * 2 : digits[i];
            sum += value > 9 ? value - 9 : value;
            isDoubled = !isDoubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>Verhoeff's.</summary>
    internal static bool Verhoeff(ReadOnlySpan<byte> digits)
    {
        int check = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int permuted = Permutation[(i % 8 * 10) + digits[digits.Length - 1 - i]];
            check = Dihedral[(check * 10) + permuted];
        }

        return check == 0;
    }

    /// <summary>ISO 7064 MOD 11,10.</summary>
    internal static bool Mod1110(ReadOnlySpan<byte> digits)
    {
        int product = 10;
        foreach (byte digit in digits[..^1])
        {
            int sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1];
    }

    /// <summary>The sum of values, each times its weight; as many as there are weights.</summary>
    internal static int Weighted(ReadOnlySpan<byte> values, ReadOnlySpan<byte> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += values[i] * weights[i];
        }

        return sum;
    }
}
