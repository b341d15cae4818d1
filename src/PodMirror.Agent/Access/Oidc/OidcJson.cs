using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>JSON of a provider. A name that comes twice makes it none: two readers would see two documents.</summary>
internal static class OidcJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>An object that lives as long as anybody has it; null when the bytes are none.</summary>
    public static JsonElement? TryRead(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text, or the texts of a list; other things are left out.</summary>
    /// <param name="of">The object.</param>
    /// <param name="name">The member.</param>
    public static string[] Texts(JsonElement of, string name) => Get(of, name) is { ValueKind: JsonValueKind.Array } list
        ? [.. Items(list).Where(item => item.ValueKind == JsonValueKind.String).Select(TextOf).Where(text => text.Length > 0)]
        : Text(of, name) is { Length: > 0 } one ? [one] : [];

    private static string TextOf(JsonElement item)
    {
        try
        {
            return item.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a character, which is JSON and yet no text.
            return "";
        }
    }
}
