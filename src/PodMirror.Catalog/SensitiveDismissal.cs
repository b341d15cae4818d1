namespace PodMirror.Catalog;

/// <summary>That somebody said of a finding that it is none. It holds until it is taken back.</summary>
/// <param name="Service">The service.</param>
/// <param name="Method">The method.</param>
/// <param name="Template">The template, whatever its parameters are called.</param>
/// <param name="Kind">The kind that was found.</param>
/// <param name="Where">Where it was found.</param>
public sealed record SensitiveDismissal(string Service, string Method, string Template, string Kind, string Where)
{
    /// <summary>The operation of GraphQL, nothing elsewhere; null is any, as an older state has it.</summary>
    public string? Operation { get; init; }
}
