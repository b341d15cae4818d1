namespace PodMirror.Catalog;

/// <summary>Who calls a service.</summary>
/// <param name="Name">A service, Pod or address.</param>
/// <param name="Calls">Calls at most.</param>
/// <param name="Error">By how many that may be too much, where there are more callers than are kept.</param>
/// <param name="LastSeen">When its last call began, in milliseconds since 1970.</param>
/// <param name="Recent">Its calls of the last hour and week; of those since it has its place where others came first.</param>
public sealed record ServiceCallerSnapshot(string Name, long Calls, long Error, long LastSeen, RecentSnapshot Recent)
{
    /// <summary>Whether it told of its calls itself; else the service did.</summary>
    public bool Mirrored { get; init; }
}
