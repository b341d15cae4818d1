using System.Globalization;

namespace PodMirror.Injection;

/// <summary>
/// A quantity as Kubernetes writes it: <c>100m</c>, <c>1.5</c>, <c>64Mi</c>, <c>2e3</c> (k8s.io/apimachinery, pkg/api/resource). Not negative, and
/// no larger than its own limit of 2^63.
/// </summary>
/// <param name="Value">The amount: cores, or bytes.</param>
/// <param name="Text">As it was written.</param>
public readonly record struct Quantity(decimal Value, string Text)
{
    private const int MaxTextLength = 32;
    private const decimal Largest = long.MaxValue;

    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50), ("Ei", 1L << 60),
        ("n", 1e-9m), ("u", 1e-6m), ("m", 1e-3m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    /// <summary>Reads a quantity; false when it is none that Kubernetes would take, is negative, or is longer than anybody writes one.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (text is null || text.Length is 0 or > MaxTextLength || !IsNumberAt(text))
        {
            return false;
        }

        (string suffix, decimal factor) = Array.Find(Suffixes, one => text.EndsWith(one.Suffix, StringComparison.Ordinal));
        ReadOnlySpan<char> number = text.AsSpan(0, text.Length - (suffix?.Length ?? 0));
        NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | (suffix is null ? NumberStyles.AllowExponent : 0);
        if (!decimal.TryParse(number, style, CultureInfo.InvariantCulture, out decimal amount) || amount is < 0 or > Largest)
        {
            return false;
        }

        // Larger than any factor times the limit cannot come of this, so the product does not overflow.
        decimal value = suffix is null ? amount : amount * factor;
        quantity = new Quantity(value, text);
        return value <= Largest;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    // decimal.TryParse takes nothing that begins in another way, but for white space and signs, of which Kubernetes takes one; and it passes over
    // zeros (U+0000) at the end, with which the Pod would be refused.
    private static bool IsNumberAt(string text) => (char.IsAsciiDigit(text[0]) || text[0] is '.' or '+') && !text.Contains('\0');
}
