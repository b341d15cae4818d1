namespace PodMirror.Catalog.OpenApi;

/// <summary>A response of a description.</summary>
/// <param name="Status">A status, a range such as <c>4XX</c>, or <c>default</c>.</param>
/// <param name="Content">Its bodies by type; empty when none is said.</param>
public sealed record DescribedResponse(string Status, IReadOnlyList<DescribedContent> Content);
