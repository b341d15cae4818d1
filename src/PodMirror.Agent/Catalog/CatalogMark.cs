namespace PodMirror.Agent.Catalog;

/// <summary>Up to which row of the store the catalog has counted. The span says whether a row of this id is still the same one.</summary>
/// <param name="Id">The row's id; 0 before the first.</param>
/// <param name="SpanId">The row's span id, as a number.</param>
internal readonly record struct CatalogMark(long Id, ulong SpanId);
