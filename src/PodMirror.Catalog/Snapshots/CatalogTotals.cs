namespace PodMirror.Catalog;

/// <summary>How much the catalog holds, and what it counted without a place for it.</summary>
/// <param name="Services">Services.</param>
/// <param name="Endpoints">Endpoints.</param>
/// <param name="Paths">Places in the paths of all services.</param>
/// <param name="Schemas">Places in the schemas of all endpoints.</param>
/// <param name="Unconfirmed">Calls to what is no endpoint.</param>
/// <param name="Refused">Calls for which there was no room for an endpoint or a service.</param>
/// <param name="Capped">Services in which a limit put different paths together.</param>
/// <param name="SchemasCapped">Whether schemas have been refused places.</param>
public sealed record CatalogTotals(
    int Services, int Endpoints, int Paths, int Schemas, long Unconfirmed, long Refused, int Capped, bool SchemasCapped);
