using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>What a Pod's status annotation says. Whoever writes Pods can write it, so it is only good for what concerns that Pod alone.</summary>
/// <param name="IsInjected">Whether the containers were added.</param>
/// <param name="Image">The image that was written then; null when it does not say.</param>
/// <param name="Parts">What was added beside the containers.</param>
internal sealed record SaidStatus(bool IsInjected, string? Image, AddedParts Parts)
{
    // Far longer than any of ours.
    private const int MaxLength = 16_384;

    /// <summary>Nothing.</summary>
    internal static SaidStatus None { get; } = new(false, null, AddedParts.None);

    /// <summary>Reads it; one that is none says nothing.</summary>
    /// <param name="annotation">The annotation's value, or null.</param>
    internal static SaidStatus Of(string? annotation)
    {
        if (annotation is null || annotation.Length > MaxLength)
        {
            return None;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(annotation);
            JsonElement status = document.RootElement;
            bool isInjected = Get(status, "injected").ValueKind == JsonValueKind.True;
            return new(isInjected, Text(Get(status, "image")), AddedParts.Read(status));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or JSON with half a character in a text.
            return None;
        }
    }
}
