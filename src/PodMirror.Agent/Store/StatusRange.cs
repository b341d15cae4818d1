namespace PodMirror.Agent.Store;

/// <summary>A filter on the response's status: an inclusive range, or "there was no response".</summary>
/// <param name="Min">Lowest status.</param>
/// <param name="Max">Highest status.</param>
/// <param name="Missing">True to want the exchanges without a response; the range then means nothing.</param>
internal readonly record struct StatusRange(long Min, long Max, bool Missing)
{
    /// <summary>The lowest status of three digits (RFC 9110, section 15).</summary>
    public const long Lowest = 100;

    /// <summary>The highest status that three digits can say; past 599 none is defined, and some are sent.</summary>
    public const long Highest = 999;

    /// <summary>Exchanges without a response.</summary>
    public static StatusRange None => new(0, 0, Missing: true);

    /// <summary>Reads 200, 2xx, &gt;=500, &gt;499, &lt;=299, &lt;300, none; not what no status can be in.</summary>
    public static bool TryParse(string text, out StatusRange range)
    {
        range = default;
        if (text == "none")
        {
            range = None;
            return true;
        }

        if (text.Length == 3 && char.IsAsciiDigit(text[0]) && text.EndsWith("xx", StringComparison.OrdinalIgnoreCase))
        {
            long hundreds = (text[0] - '0') * 100;
            range = new StatusRange(hundreds, hundreds + 99, Missing: false);
            return hundreds >= Lowest;
        }

        string digits = text.TrimStart('<', '>', '=');
        if (digits.Length is 0 or > 3 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        long number = long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        range = text[..^digits.Length] switch
        {
            "" or "=" => new StatusRange(number, number, Missing: false),
            ">=" => new StatusRange(number, long.MaxValue, Missing: false),
            ">" => new StatusRange(number + 1, long.MaxValue, Missing: false),
            "<=" => new StatusRange(long.MinValue, number, Missing: false),
            "<" => new StatusRange(long.MinValue, number - 1, Missing: false),
            _ => new StatusRange(1, 0, Missing: true),
        };
        return range.Min <= range.Max && range.Max >= Lowest && range.Min <= Highest;
    }
}
