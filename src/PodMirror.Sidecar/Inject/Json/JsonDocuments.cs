using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodMirror.Injection;
using PodMirror.Kubernetes;

namespace PodMirror.Sidecar.Inject;

/// <summary>The objects of a JSON stream, one after the other as kubectl takes them, each with its place in the text.</summary>
internal static class JsonDocuments
{
    private const int MaxDepth = YamlDocuments.MaxPassedDepth;

    private static readonly JsonReaderOptions Reading = new() { AllowMultipleValues = true, MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions Wanted = new() { AllowDuplicateProperties = false, MaxDepth = YamlToJson.MaxDepth };

    /// <summary>Reads them.</summary>
    /// <param name="text">The stream.</param>
    /// <param name="isWanted">Whether the data of an object of this apiVersion and kind are wanted.</param>
    /// <returns>Null when it is not JSON to the last character, or an object that is wanted is none that Kubernetes would take.</returns>
    internal static List<ManifestDocument>? Read(string text, Func<string?, string?, bool> isWanted)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var documents = new List<ManifestDocument>();
        var reader = new Utf8JsonReader(bytes, Reading);
        int seenBytes = 0;
        int seenCharacters = 0;
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                Pass(ref reader);
                ReadOnlySpan<byte> json = bytes.AsSpan(start..(int)reader.BytesConsumed);
                int first = seenCharacters + Encoding.UTF8.GetCharCount(bytes.AsSpan(seenBytes..start));
                int end = first + Encoding.UTF8.GetCharCount(json);
                documents.Add(Document(first, end, json, isWanted));
                (seenBytes, seenCharacters) = (start + json.Length, end);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return documents;
    }

    /// <summary>Goes to the end of a value.</summary>
    /// <exception cref="InvalidOperationException">A string is none: its escapes make half a character.</exception>
    private static void Pass(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }
        while ((reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || reader.CurrentDepth > depth) && reader.Read());
    }

    private static ManifestDocument Document(int first, int end, ReadOnlySpan<byte> json, Func<string?, string?, bool> isWanted)
    {
        using JsonDocument document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
        JsonElement root = document.RootElement;
        string? kind = Member(root, "kind");
        JsonNode? data = isWanted(Member(root, "apiVersion"), kind) ? JsonNode.Parse(json, documentOptions: Wanted) : null;
        return new ManifestDocument(first, end, end, data) { ForeignKind = data is null && HasTemplate(root) ? kind : null };
    }

    private static bool HasTemplate(JsonElement root) =>
        WorkloadKinds.UsualContainers.Aggregate(root, KubeJson.Get).ValueKind == JsonValueKind.Array;

    private static string? Member(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
