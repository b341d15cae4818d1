using Microsoft.Data.Sqlite;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>What several paths of the catalog say when they cannot answer.</summary>
internal static class CatalogProblems
{
    /// <summary>There is no endpoint of an id.</summary>
    public static Problem NoEndpoint { get; } =
        Problem.NotFound("there is no such endpoint; an id changes when the endpoint's template does, and is 16 hexadecimal digits");

    /// <summary>There is no service of a name.</summary>
    public static Problem NoService { get; } = Problem.NotFound("no call of such a service was seen");

    /// <summary>Nobody described a service.</summary>
    public static Problem NoDescription { get; } = Problem.NotFound("nobody uploaded a description of this service");

    /// <summary>There is no such finding.</summary>
    public static Problem NoFinding { get; } = Problem.NotFound("there is no endpoint of this id with a finding of this kind at this place");

    /// <summary>A cursor that leads nowhere.</summary>
    public static Problem StaleCursor { get; } = Problem.OfParameter(
        "cursor", "use next_cursor of an answer as it is; the list of this one is gone, begin anew without it");

    /// <summary>The disk does not give or take what somebody says.</summary>
    public static Problem OfDisk(SqliteException fault) => Problem.Unavailable(
        $"the disk of the data directory fails ({fault.Message}); free space on it, or mend it, and try again");

    /// <summary>The problem of a change that was made, where it could not be saved; null where it was.</summary>
    public static Problem? OfSaving(CatalogFeed feed) => feed.Unsaved is { } reason
        ? Problem.Unavailable($"it holds, but could not be saved ({reason}); it is tried again each minute, and lost if the agent ends before")
        : null;
}
