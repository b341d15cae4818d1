namespace PodMirror.Spans.Tests;

/// <summary>Fields of JSON as APIs answer with them: nothing in them is to be hidden.</summary>
internal static class BenignFields
{
    /// <summary>One of each sort: its name, and its value as JSON.</summary>
    internal static IEnumerable<(string Name, string Value)> Make(Random random)
    {
        DateTime time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(30_000_000));
        yield return ("id", $"{random.Next(1, 1_000_000)}");
        yield return ("uuid", $"\"{new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte)random.Next(256))}\"");
        yield return ("created_at", $"\"{time:O}\"");
        yield return ("date", $"\"{time:yyyy-MM-dd}\"");
        yield return ("timestamp", $"{1_700_000_000_000 + random.NextInt64(99_999_999_999)}");
        yield return ("price", $"{random.Next(100000) / 100.0:F2}".Replace(',', '.'));
        yield return ("order", $"\"ORD-{random.Next(1_000_000, 9_999_999)}\"");
        yield return ("name", "\"Ada Lovelace\"");
        yield return ("title", "\"Chapter 3: what the token bucket does\"");
        yield return ("url", $"\"https://example.com/items/{random.Next(9999)}?page=2&sort=asc\"");
        yield return ("version", $"\"v{random.Next(9)}.{random.Next(99)}.{random.Next(999)}\"");
        yield return ("sha", $"\"{Convert.ToHexStringLower(Enumerable.Range(0, 20).Select(_ => (byte)random.Next(256)).ToArray())}\"");
        yield return ("lat", $"{random.NextDouble() * 90:F6}".Replace(',', '.'));
        yield return ("count", $"{random.NextInt64(1_000_000_000_000)}");
        yield return ("status", "\"active\"");
        yield return ("enabled", "true");
        yield return ("description", "\"Ready in 3-5 days, see section 12.4 (page 100)\"");
        yield return ("max_tokens", $"{random.Next(4096)}");
        yield return ("etag", $"\"W/\\\"{random.Next():x8}\\\"\"");
        yield return ("mime", "\"application/vnd.api+json; charset=utf-8\"");
    }
}
