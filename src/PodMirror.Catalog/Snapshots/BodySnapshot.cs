namespace PodMirror.Catalog;

/// <summary>The bodies of an endpoint of one direction, status and type.</summary>
/// <param name="Status">The status of the responses; 0 for requests.</param>
/// <param name="ContentType">The type, without parameters; empty when there was no content.</param>
/// <param name="Messages">How many.</param>
/// <param name="Partial">How many of them were cut off or no JSON; they make nothing optional.</param>
/// <param name="Schema">What they look like; null when they are not JSON.</param>
public sealed record BodySnapshot(int Status, string ContentType, long Messages, long Partial, SchemaSnapshot? Schema)
{
    /// <summary>The header fields of responses, as parameters are told; of those of which fields were shown.</summary>
    public IReadOnlyList<PropertySnapshot> Headers { get; init; } = [];
}
