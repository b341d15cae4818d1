namespace PodMirror.Spans;

/// <summary>Numbers of payment cards: range of the issuer identification number, length and Luhn's check digit (ISO/IEC 7812).</summary>
internal static class CardNumber
{
    /// <summary>Digits of the shortest number (Maestro).</summary>
    internal const int MinDigits = 12;

    /// <summary>Digits of the longest number (ISO/IEC 7812-1 section 4).</summary>
    internal const int MaxDigits = 19;

    // First and last six digits, and the lengths as bits. The large networks first.
    private static readonly (int First, int Last, int Lengths)[] Ranges =
    [
        (400000, 499999, Bits(13) | Bits(16) | Bits(18, 19)), // Visa
        (510000, 559999, Bits(16)), // Mastercard
        (222100, 272099, Bits(16)), // Mastercard
        (340000, 349999, Bits(15)), // American Express
        (370000, 379999, Bits(15)), // American Express
        (620000, 629999, Bits(16, 19)), // UnionPay
        (601100, 601199, Bits(16, 19)), // Discover
        (644000, 659999, Bits(16, 19)), // Discover, RuPay, Elo, Verve
        (352800, 358999, Bits(16, 19)), // JCB
        (300000, 305999, Bits(14, 19)), // Diners Club
        (309500, 309599, Bits(14, 19)), // Diners Club
        (360000, 369999, Bits(14, 19)), // Diners Club
        (380000, 399999, Bits(14, 19)), // Diners Club
        (220000, 220599, Bits(16, 19)), // Mir, BORICA
        (500000, 509999, Bits(12, 19)), // Maestro, Elo, Verve
        (560000, 589999, Bits(12, 19)), // Maestro
        (630000, 639999, Bits(12, 19)), // Maestro, Elo
        (670000, 679999, Bits(12, 19)), // Maestro
        (606282, 606282, Bits(16)), // Hipercard
        (606985, 608500, Bits(16)), // RuPay
        (604001, 604200, Bits(16, 19)), // UkrCard
        (810000, 829999, Bits(16, 19)), // UnionPay, RuPay
        (860000, 860099, Bits(16)), // Uzcard
        (970400, 970499, Bits(16) | Bits(19)), // Napas
        (986000, 986099, Bits(16)), // Humo
        (979200, 979289, Bits(16)), // Troy
    ];

    // Ranges that are so well filled with cards that a number of their usual length is more likely a card than anything else.
    private const int WellKnown = 9;

    /// <summary>Whether digits are a card's number.</summary>
    /// <param name="digits">Values from 0 to 9.</param>
    internal static bool IsValid(ReadOnlySpan<byte> digits) =>
        digits.Length is >= MinDigits and <= MaxDigits && IsIn(digits, Ranges) && CheckDigits.Luhn(digits);

    /// <summary>
    /// Whether digits are a card's number even though nothing else says so: 15 or 16 digits of a large network. Other lengths are those of
    /// times (13, 16 and 19 digits from 1 or 2 on) and of snowflakes (17 to 19 digits).
    /// </summary>
    internal static bool IsValidAlone(ReadOnlySpan<byte> digits) =>
        digits.Length is 15 or 16 && IsIn(digits, Ranges.AsSpan(0, WellKnown)) && CheckDigits.Luhn(digits);

    private static bool IsIn(ReadOnlySpan<byte> digits, ReadOnlySpan<(int First, int Last, int Lengths)> ranges)
    {
        int issuer = 0;
        foreach (byte digit in digits[..6])
        {
            issuer = (issuer * 10) + digit;
        }

        foreach ((int first, int last, int lengths) in ranges)
        {
            if (issuer >= first && issuer <= last && ((lengths >> digits.Length) & 1) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int Bits(int length) => 1 << length;

    private static int Bits(int shortest, int longest) => (2 << longest) - (1 << shortest);
}
