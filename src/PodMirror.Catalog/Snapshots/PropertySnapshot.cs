namespace PodMirror.Catalog;

/// <summary>A property of an object, or a parameter.</summary>
/// <param name="Name">The name.</param>
/// <param name="Required">Whether every whole object, or every call, had it.</param>
/// <param name="Present">In how many it was.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Schema">What was seen under it.</param>
public sealed record PropertySnapshot(string Name, bool Required, int Present, int Of, SchemaSnapshot Schema);
