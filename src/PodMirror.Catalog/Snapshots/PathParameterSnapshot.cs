namespace PodMirror.Catalog;

/// <summary>A parameter of a path template.</summary>
/// <param name="Name">Its name in the template.</param>
/// <param name="Type"><c>integer</c> or <c>string</c>.</param>
/// <param name="Format">The format of its values; null when there is none.</param>
/// <param name="Samples">Some of its values, as the sidecar shows them.</param>
/// <param name="Distinct">Different values seen; 32 means as many or more.</param>
public sealed record PathParameterSnapshot(string Name, string Type, string? Format, IReadOnlyList<string> Samples, int Distinct);
