namespace PodMirror.Catalog.Drift;

/// <summary>One thing that is not as described. It has no counts, so that it is the same as long as it is.</summary>
/// <param name="Where">The place: <c>request.query:page</c>, <c>response.200.body:$.items[*].price</c>, <c>response.418</c>, <c>security</c>,
/// <c>operation</c>.</param>
/// <param name="What">What is other than described.</param>
public sealed record DriftChange(string Where, string What);
