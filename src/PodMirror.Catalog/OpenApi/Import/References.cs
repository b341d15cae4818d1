using System.Text.Json.Nodes;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>
/// Looks at every reference before anybody follows one. Those that lead out of the text are never fetched, and those that lead nowhere are taken
/// out: what they stand for may be anything. References that lead to each other in a circle mean nothing, and are refused.
/// </summary>
internal sealed class References(SourceTree tree, ImportWarnings warnings)
{
    private const string Key = "$ref";

    // References of references; a description of people has two.
    private const int LongestChain = 16;

    // What holds data of the API and no parts of the description.
    private static readonly HashSet<string> Data = ["example", "examples", "default", "enum", "const"];

    // Maps whose keys are names that somebody gave: "default" and "x-id" are names there.
    private static readonly HashSet<string> Maps =
    [
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "paths", "responses", "parameters", "headers",
        "requestBodies", "securitySchemes", "securityDefinitions", "links", "callbacks", "pathItems", "content", "encoding",
        "webhooks", "additionalOperations", "mediaTypes",
    ];

    // Maps that may hold extensions all the same.
    private static readonly HashSet<string> ExtensibleMaps = ["paths", "responses"];

    private readonly List<JsonObject> _holders = [];

    /// <summary>Looks at all of them.</summary>
    /// <exception cref="SourceException">Some lead in a circle.</exception>
    public void Check()
    {
        Collect(tree.Root, null);
        foreach (JsonObject holder in _holders)
        {
            if (Fault(Target(holder)!) is string fault)
            {
                warnings.Add(tree.PositionOf(holder), fault);
                holder.Remove(Key);
            }
        }

        foreach (JsonObject holder in _holders)
        {
            Follow(holder);
        }
    }

    private void Collect(JsonNode node, string? map)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (JsonNode item in items.OfType<JsonNode>())
                {
                    Collect(item, null);
                }

                break;
            case JsonObject members:
                if (map is null)
                {
                    Spell(members);
                }

                if (Target(members) is not null)
                {
                    _holders.Add(members);
                }

                foreach ((string name, JsonNode? member) in members)
                {
                    if (member is not null && IsPart(name, map))
                    {
                        Collect(member, map is null && Maps.Contains(name) ? name : null);
                    }
                }

                break;
        }
    }

    private static bool IsPart(string name, string? map)
    {
        bool isExtension = name.StartsWith("x-", StringComparison.OrdinalIgnoreCase);
        return map is null ? !isExtension && !Data.Contains(name) : !isExtension || !ExtensibleMaps.Contains(map);
    }

    // The library takes what is true by default and what is said to be true for the same; a schema that allows all says the second.
    private static void Spell(JsonObject members)
    {
        if (members["additionalProperties"] is JsonValue value && value.TryGetValue(out bool allowed) && allowed)
        {
            members["additionalProperties"] = new JsonObject();
        }
    }

    private string? Fault(string target)
    {
        if (!target.StartsWith("#/", StringComparison.Ordinal))
        {
            return $"{Excerpt.Of(target)} is not in this text, and is not fetched; what stands there may be anything";
        }

        return Resolve(target) is null ? $"{Excerpt.Of(target)} leads nowhere; what stands there may be anything" : null;
    }

    private void Follow(JsonObject holder)
    {
        JsonNode? at = holder;
        for (int i = 0; i <= LongestChain; i++)
        {
            if (at is not JsonObject members || Target(members) is not string target)
            {
                return;
            }

            at = Resolve(target);
        }

        throw new SourceException(tree.PositionOf(holder), $"references that lead to each other: {Excerpt.Of(Target(holder) ?? "")}");
    }

    private JsonNode? Resolve(string target)
    {
        JsonNode? at = tree.Root;
        foreach (string part in target.Split('/').Skip(1))
        {
            at = at is null ? null : SourceTree.Child(at, JsonPointers.Unescape(part));
        }

        return at;
    }

    private static string? Target(JsonObject members) =>
        members[Key] is JsonValue value && value.TryGetValue(out string? target) ? target : null;
}
