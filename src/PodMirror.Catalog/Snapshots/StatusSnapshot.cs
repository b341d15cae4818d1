namespace PodMirror.Catalog;

/// <summary>Calls that ended with a status.</summary>
/// <param name="Status">The status; 0 when there was no response.</param>
/// <param name="Calls">Calls.</param>
public readonly record struct StatusSnapshot(int Status, long Calls);
