using System.Globalization;
using PodMirror.Spans.Tests.Redaction.Detection;

namespace PodMirror.Bench.Load;

/// <summary>
/// Values of no kind under names that tell nothing, so that only their looks speak for them. Of digits at random a tenth passes Luhn, and more passes
/// some other check: what is found of them here is what names and prefixes cannot keep out.
/// </summary>
internal static class HardNegatives
{
    private static readonly int[] Lengths = [8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19];
    private static readonly string[] Names = ["value", "number", "code", "ref", "key", "data", "serial", "tracking"];

    /// <summary>The sorts of them, with a description each.</summary>
    public static IReadOnlyList<(string Sort, Func<Random, string> Make)> Sorts =>
    [
        ("UUID", r => Uuid(r).ToString()),
        ("UUID without hyphens", r => Uuid(r).ToString("N")),
        ("hexadecimal, 16", r => Samples.Of(r, "0123456789abcdef", 16)),
        ("hexadecimal, 24", r => Samples.Of(r, "0123456789abcdef", 24)),
        ("hexadecimal, 40", r => Samples.Of(r, "0123456789ABCDEF", 40)),
        ("seconds since 1970", r => Number(1_600_000_000 + r.NextInt64(200_000_000))),
        ("milliseconds since 1970", r => Number(1_600_000_000_000 + r.NextInt64(200_000_000_000))),
        ("microseconds since 1970", r => Number(1_600_000_000_000_000 + r.NextInt64(200_000_000_000_000))),
        ("snowflake", r => Number(1_500_000_000_000_000_000 + r.NextInt64(500_000_000_000_000_000))),
        ("decimal", r => (r.NextDouble() * 1e9).ToString("F6", CultureInfo.InvariantCulture)),
        ("coordinate", r => ((r.NextDouble() * 360) - 180).ToString("F13", CultureInfo.InvariantCulture)),
        ("ULID", r => "01" + Samples.Of(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)),
        ("base64, 32", r => Samples.Of(r, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/", 32)),
        .. Lengths.Select<int, (string, Func<Random, string>)>(
            length => ($"digits, {length}", r => r.Next(1, 10) + Samples.Digits(r, length - 1))),
    ];

    /// <summary>A name that tells nothing.</summary>
    public static string Name(Random random) => Names[random.Next(Names.Length)];

    private static Guid Uuid(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
