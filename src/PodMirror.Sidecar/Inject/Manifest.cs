namespace PodMirror.Sidecar.Inject;

/// <summary>A file of manifests: its text, and the documents in it.</summary>
/// <param name="Text">The text, without a byte order mark.</param>
/// <param name="IsJson">Whether it is JSON, one object after the other; else it is YAML.</param>
/// <param name="Documents">The documents, in their order.</param>
internal sealed record Manifest(string Text, bool IsJson, IReadOnlyList<ManifestDocument> Documents)
{
    /// <summary>How its lines end; one that is not as the others makes all of what is written anew as itself.</summary>
    internal string LineEnd { get; } = Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}
