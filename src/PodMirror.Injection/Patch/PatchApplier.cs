using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>Applies a patch of <see cref="PodPatch"/> to a document: the one operation that it uses, <c>add</c> (RFC 6902 section 4.1).</summary>
public static class PatchApplier
{
    /// <summary>Changes the document.</summary>
    /// <param name="document">The Pod, or the document in which it is.</param>
    /// <param name="patch">The patch; empty for none.</param>
    /// <exception cref="InvalidOperationException">The patch is not for this document.</exception>
    public static void Apply(JsonNode document, ReadOnlySpan<byte> patch)
    {
        if (patch.IsEmpty)
        {
            return;
        }

        foreach (JsonNode? operation in JsonNode.Parse(patch)!.AsArray())
        {
            string[] path = [.. operation!["path"]!.GetValue<string>().Split('/').Skip(1).Select(Unescape)];
            Add(Find(document, path.AsSpan(0, path.Length - 1)), path[^1], operation["value"]!.DeepClone());
        }
    }

    private static JsonNode Find(JsonNode document, ReadOnlySpan<string> path)
    {
        JsonNode node = document;
        foreach (string part in path)
        {
            node = node[part] ?? throw new InvalidOperationException($"there is no '{part}' to add to");
        }

        return node;
    }

    private static void Add(JsonNode parent, string key, JsonNode value)
    {
        if (parent is JsonArray array)
        {
            array.Insert(key == "-" ? array.Count : int.Parse(key, System.Globalization.CultureInfo.InvariantCulture), value);
        }
        else
        {
            parent[key] = value;
        }
    }

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
