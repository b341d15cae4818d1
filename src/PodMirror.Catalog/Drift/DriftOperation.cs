namespace PodMirror.Catalog.Drift;

/// <summary>An operation that a description has, or had.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Template">The template, without the servers' paths.</param>
/// <param name="RemovedAt">When it was gone from the description, in milliseconds since 1970; 0 while it is there.</param>
internal sealed record DriftOperation(string Method, string Template, long RemovedAt)
{
    /// <summary>What makes two of them the same.</summary>
    public string Key => $"{Method} {OpenApi.Templates.Nameless(Template)}";
}
