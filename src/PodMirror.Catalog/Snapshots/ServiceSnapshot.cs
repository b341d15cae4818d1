namespace PodMirror.Catalog;

/// <summary>A service at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Calls">Calls, whatever came of them.</param>
/// <param name="Unconfirmed">Of these, calls to what is no endpoint: not found, or refused before it was looked for.</param>
/// <param name="Refused">Of these, calls that an endpoint should have been made for, when there were too many already.</param>
/// <param name="Capped">Whether a limit put different paths together.</param>
/// <param name="Endpoints">Its endpoints, by template and method.</param>
public sealed record ServiceSnapshot(string Name, long Calls, long Unconfirmed, long Refused, bool Capped, IReadOnlyList<EndpointSnapshot> Endpoints)
{
    /// <summary>Whether it told of calls itself; else it is a host of which its callers told.</summary>
    public bool Mirrored { get; init; }

    /// <summary>Who calls its endpoints, in no order.</summary>
    public IReadOnlyList<ServiceCallerSnapshot> Callers { get; init; } = [];

    /// <summary>When its endpoints were called.</summary>
    public RecentSnapshot Recent { get; init; } = RecentSnapshot.None;
}
