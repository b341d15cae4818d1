using System.Text;
using BenchmarkDotNet.Attributes;
using PodMirror.Spans;

namespace PodMirror.Bench.Micro;

/// <summary>Looking for sensitive values in the 8 KiB of an ordinary JSON body: each of its values with its name, and all as one text.</summary>
[MemoryDiagnoser]
public class DetectionBenchmarks
{
    private const int BodyBytes = 8192;
    private readonly ValueDetector _detector = new(SensitiveKindSet.Default);
    private readonly (byte[] Name, byte[] Value)[] _values = Values();
    private readonly byte[] _text = Text();

    /// <summary>Each value by itself.</summary>
    /// <returns>Values found.</returns>
    [Benchmark]
    public int EachValue()
    {
        int found = 0;
        foreach ((byte[] name, byte[] value) in _values)
        {
            found += _detector.TryFind(value, name, 0, out _) ? 1 : 0;
        }

        return found;
    }

    /// <summary>The body as one text.</summary>
    /// <returns>Values found.</returns>
    [Benchmark]
    public int WholeText() => _detector.TryFind(_text, default, 0, out SensitiveMatch match) ? match.Start : 0;

    private static (byte[] Name, byte[] Value)[] Values()
    {
        var random = new Random(8);
        var values = new List<(byte[] Name, byte[] Value)>();
        for (int bytes = 0; bytes < BodyBytes;)
        {
            foreach ((string name, string value) in Record(random))
            {
                values.Add((Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value)));
                bytes += name.Length + value.Length + 6;
            }
        }

        return [.. values];
    }

    private static byte[] Text() =>
        [.. Values().SelectMany(v => (byte[])[(byte)'"', .. v.Name, .. "\":\""u8, .. v.Value, (byte)'"', (byte)','])];

    private static (string Name, string Value)[] Record(Random random) =>
    [
        ("id", random.Next(100_000, 999_999).ToString()), ("title", "Wireless keyboard with numeric block"), ("status", "delivered"),
        ("createdAt", "2026-11-23T10:15:30.123Z"), ("price", $"{random.Next(999)}.{random.Next(10, 99)}"), ("currency", "EUR"),
        ("correlation", new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString()), ("quantity", random.Next(9).ToString()),
        ("image", $"https://cdn.shop.example/p/{random.Next()}/large.webp"), ("active", "true"),
        ("description", "Quiet keys, three years of guarantee, and a cable that can be taken off."),
    ];
}
