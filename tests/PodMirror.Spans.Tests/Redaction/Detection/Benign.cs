using System.Globalization;

namespace PodMirror.Spans.Tests.Redaction.Detection;

/// <summary>Values that look like sensitive ones and are not.</summary>
internal static class Benign
{
    private const string Hex = "0123456789abcdef";
    private const string Base64 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";

    /// <summary>The sorts of them.</summary>
    public static IReadOnlyList<(string Name, Func<Random, string> Make)> Sorts =>
    [
        ("id", r => new Guid(Enumerable.Range(0, 16).Select(_ => (byte)r.Next(256)).ToArray()).ToString()),
        ("value", r => new Guid(Enumerable.Range(0, 16).Select(_ => (byte)r.Next(256)).ToArray()).ToString()),
        ("created", r => Number(1_600_000_000_000 + r.NextInt64(200_000_000_000))),
        ("value", r => Number(1_600_000_000_000_000 + r.NextInt64(200_000_000_000_000))),
        ("value", r => Number(1_600_000_000_000_000_000 + r.NextInt64(200_000_000_000_000_000))),
        ("epoch", r => Number(1_600_000_000 + r.NextInt64(200_000_000))),
        ("price", r => (r.NextDouble() * 10_000).ToString("R", CultureInfo.InvariantCulture)),
        ("value", r => (r.NextDouble() * 1e15).ToString("F4", CultureInfo.InvariantCulture)),
        ("value", r => (r.NextDouble() / 1e9).ToString("E15", CultureInfo.InvariantCulture)),
        ("tweet", r => Number(1_500_000_000_000_000_000 + r.NextInt64(500_000_000_000_000_000))),
        ("guild", r => Number(100_000_000_000_000_000 + r.NextInt64(800_000_000_000_000_000))),
        ("sha", r => Samples.Of(r, Hex, 40)),
        ("digest", r => "sha256:" + Samples.Of(r, Hex, 64)),
        ("etag", r => Samples.Of(r, Hex, 32)),
        ("blob", r => Samples.Of(r, Base64, 100) + "=="),
        ("order", r => "ORD-" + Samples.Digits(r, 10)),
        ("order_id", r => Samples.Digits(r, 16)),
        ("reference", r => Samples.Digits(r, 9)),
        ("reference", r => Samples.Digits(r, 11)),
        ("reference", r => Samples.Digits(r, 12)),
        ("version", r => $"{r.Next(20)}.{r.Next(100)}.{r.Next(10000)}-rc.{r.Next(9)}+build.{r.Next(99999)}"),
        ("position", r => $"{(r.NextDouble() * 180) - 90:F7},{(r.NextDouble() * 360) - 180:F7}"),
        ("at", r => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(r.Next(30_000_000)).ToString("O", CultureInfo.InvariantCulture)),
        ("text", r => $"lorem ipsum {r.Next(9999)} dolor sit amet, {r.Next(99)} consectetur {r.Next(999999)} adipiscing"),
        ("url", r => $"https://api.example/v1/items/{r.Next()}?page={r.Next(99)}&size=20"),
        ("package", r => $"@scope/pkg@{r.Next(9)}.{r.Next(20)}.{r.Next(9)}"),
        ("traceparent", r => $"00-{Samples.Of(r, Hex, 32)}-{Samples.Of(r, Hex, 16)}-01"),
        ("ulid", r => "01" + Samples.Of(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)),
        ("sku", r => $"SKU-{Samples.Of(r, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3)}-{Samples.Digits(r, 5)}"),
        ("ulid", r => "01J" + Samples.Of(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23)),
        ("slug", r => Samples.Pick(r, "pypi-", "sk-", "pat-", "api-", "tskey-", "key-", "xai-", "re_", "cio-", "A3-") + Words(r)),
        ("class", r => "sk-fading-circle-" + r.Next(99) + " re_" + Words(r).Replace('-', '_')),
        ("pod", r => $"api-{Samples.Of(r, Hex, 10)}-{Samples.Of(r, "bcdfghjklmnpqrstvwxz2456789", 5)}"),
        ("image", r => $"registry.example/shop/api:v1.{r.Next(99)}.{r.Next(99)}-{Samples.Of(r, Hex, 12)}"),
        ("list", r => $"{Samples.Of(r, Hex, 32)}-u{r.Next(99)}"),
        ("micros", r => $"{1_600_000_000 + r.Next(200_000_000)}.{Samples.Digits(r, 6)}"),
        ("seconds", r => (r.NextDouble() * 1e10).ToString("F9", CultureInfo.InvariantCulture)),
        ("color", r => "#" + Samples.Of(r, Hex, 6)),
        ("ean", r => Samples.Digits(r, 13)),
    ];

    private static string Words(Random r) => string.Join(
        '-', Enumerable.Range(0, 6).Select(_ => Samples.Pick(r, "docker", "image", "latest", "server", "package", "index", "mirror", "v2")));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
