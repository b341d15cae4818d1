using System.Text.Json.Nodes;

namespace PodMirror.Sidecar.Inject;

/// <summary>A document of a manifest.</summary>
/// <param name="Start">Where its content begins in the text.</param>
/// <param name="End">Behind its content; comments may follow.</param>
/// <param name="Limit">Where the document ends: at the next one's marker, or with the text.</param>
/// <param name="Data">What it says; null when it is of a kind that nobody asked for.</param>
internal sealed record ManifestDocument(int Start, int End, int Limit, JsonNode? Data)
{
    /// <summary>The kind of one that nobody asked for and that makes Pods by the look of it; else null.</summary>
    internal string? ForeignKind { get; init; }
}
