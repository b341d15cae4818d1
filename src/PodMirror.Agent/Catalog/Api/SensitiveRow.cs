namespace PodMirror.Agent.Catalog.Api;

/// <summary>What names a sensitive field in a list.</summary>
/// <param name="Endpoint">Its endpoint.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Where">Its place.</param>
internal readonly record struct SensitiveRow(ulong Endpoint, string Kind, string Where);
