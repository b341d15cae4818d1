namespace PodMirror.Catalog;

/// <summary>Who calls an endpoint.</summary>
/// <param name="Name">A service, Pod or address.</param>
/// <param name="Calls">Calls at most.</param>
/// <param name="Error">By how many that may be too much, where there are more callers than are kept.</param>
/// <param name="LastSeen">When its last call began, in milliseconds since 1970.</param>
public sealed record CallerSnapshot(string Name, long Calls, long Error, long LastSeen);
