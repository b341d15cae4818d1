namespace PodMirror.Catalog.OpenApi;

/// <summary>What a body of a type is.</summary>
/// <param name="ContentType">The type or range, in small letters, without parameters: <c>application/json</c>, <c>text/*</c>, <c>*/*</c>.</param>
/// <param name="Schema">What it looks like; null when that is not said.</param>
public sealed record DescribedContent(string ContentType, DescribedSchema? Schema)
{
    /// <summary>Whether a type is this, or in this range.</summary>
    public bool Covers(string contentType) =>
        ContentType == contentType || ContentType is "*/*" or "*"
        || (ContentType.EndsWith("/*", StringComparison.Ordinal) && contentType.StartsWith(ContentType[..^1], StringComparison.Ordinal));
}
