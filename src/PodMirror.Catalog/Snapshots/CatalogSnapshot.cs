namespace PodMirror.Catalog;

/// <summary>The catalog at one moment.</summary>
/// <param name="Services">Its services, by name.</param>
/// <param name="RefusedCalls">Calls of services that came when there were too many already.</param>
/// <param name="SchemasCapped">Whether schemas have been refused places.</param>
public sealed record CatalogSnapshot(IReadOnlyList<ServiceSnapshot> Services, long RefusedCalls, bool SchemasCapped);
