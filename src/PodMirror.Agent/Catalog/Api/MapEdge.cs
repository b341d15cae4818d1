namespace PodMirror.Agent.Catalog.Api;

/// <summary>That one calls another.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">The service.</param>
/// <param name="Calls">How often at most.</param>
/// <param name="Recent">How often within the minutes that were asked for.</param>
/// <param name="LastSeen">When the last call began, in milliseconds since 1970.</param>
internal sealed record MapEdge(string From, string To, long Calls, long Recent, long LastSeen);
