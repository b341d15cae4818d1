using Microsoft.OpenApi;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>The values of path parameters: one pool for each place, of one type, with 3 to 2000 values; pools of words are small.</summary>
public sealed class ValuePools(Random random)
{
    private static readonly string[] Adjectives =
        ["blue", "quiet", "north", "prime", "acme", "dark", "silver", "rapid", "lunar", "east", "happy", "solid", "urban", "fresh", "amber"];

    private static readonly string[] Nouns =
        ["falcon", "harbor", "meadow", "rocket", "garden", "tiger", "canyon", "bridge", "signal", "forest", "anchor", "ember", "copper"];

    private static readonly string[] Short =
        ["default", "prod", "staging", "main", "alpha", "web", "frontend", "gold", "backend", "eu", "demo", "alice", "bob", "carol", "lab", "core"];

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly Dictionary<string, string[]> _pools = [];

    /// <summary>A value of a parameter.</summary>
    /// <param name="place">The template up to it.</param>
    /// <param name="parameter">Its description; null when there is none.</param>
    /// <param name="name">Its name.</param>
    public string Pick(string place, IOpenApiParameter? parameter, string name)
    {
        if (!_pools.TryGetValue(place, out string[]? pool))
        {
            _pools.Add(place, pool = Make(parameter?.Schema, name));
        }

        return pool[random.Next(pool.Length)];
    }

    private string[] Make(IOpenApiSchema? schema, string name)
    {
        if (schema?.Enum is { Count: > 0 } options)
        {
            return [.. options.Select(o => o?.ToString() ?? "null")];
        }

        Func<string> one = Maker(schema, name, out int most);
        int size = (int)Math.Exp(Math.Log(3) + (random.NextDouble() * (Math.Log(most + 0.5) - Math.Log(3))));
        return [.. Enumerable.Range(0, size).Select(_ => one())];
    }

    private Func<string> Maker(IOpenApiSchema? schema, string name, out int most)
    {
        most = 2000;
        JsonSchemaType type = (schema?.Type ?? JsonSchemaType.String) & ~JsonSchemaType.Null;
        if (type is JsonSchemaType.Integer or JsonSchemaType.Number)
        {
            int digits = random.Next(2, 8);
            return () => random.Next(1, (int)Math.Pow(10, digits)).ToString();
        }

        switch (schema?.Format)
        {
            case "uuid":
                return Uuid;
            case "date":
                return () => $"20{random.Next(10, 27)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}";
            case "snowflake":
                return () => random.NextInt64(100_000_000_000_000_000, 1_200_000_000_000_000_000).ToString();
        }

        bool isId = name.EndsWith("id", StringComparison.OrdinalIgnoreCase);
        return isId ? Id() : Slug(out most);
    }

    private Func<string> Id()
    {
        int kind = random.Next(8);
        string prefix = Letters("abcdefghijklmnopqrstuvwxyz", 3);
        return kind switch
        {
            0 or 1 => Uuid,
            2 or 3 => () => random.NextInt64(10_000, 10_000_000_000).ToString(),
            4 => () => Letters("0123456789abcdef", 24),
            5 => () => Letters(Base62, 22),
            6 => () => $"{prefix}_{Letters("ABCDEFGHabcdefgh0123456789", 14)}",
            _ => () => $"{prefix}-{random.Next(1, 5000)}",
        };
    }

    private Func<string> Slug(out int most)
    {
        int kind = random.Next(6);
        most = kind switch { 0 or 1 or 2 => 8, 3 => 8, _ => 60 };
        return kind switch
        {
            0 or 1 => () => Short[random.Next(Short.Length)],
            2 or 4 => () => $"{Adjectives[random.Next(Adjectives.Length)]}-{Nouns[random.Next(Nouns.Length)]}",
            3 => () => Nouns[random.Next(Nouns.Length)],
            _ => () => $"{Nouns[random.Next(Nouns.Length)]}-{random.Next(1, 100)}",
        };
    }

    private string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Letters(string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
