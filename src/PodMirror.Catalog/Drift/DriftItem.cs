namespace PodMirror.Catalog.Drift;

/// <summary>An operation, described or seen.</summary>
public sealed record DriftItem
{
    /// <summary>16 hex digits, of service, method and template without names: the same as long as these are.</summary>
    public required string Id { get; init; }

    /// <summary>How it stands.</summary>
    public required DriftStatus Status { get; init; }

    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The template as described, with the server's path; as seen when it is not described.</summary>
    public required string Template { get; init; }

    /// <summary>What is not as described; 64 at most.</summary>
    public IReadOnlyList<DriftChange> Changes { get; init; } = [];

    /// <summary>The endpoints that it is in traffic; none when it was never seen.</summary>
    public IReadOnlyList<EndpointSnapshot> Endpoints { get; init; } = [];

    /// <summary>Since when it has stood so, in milliseconds since 1970.</summary>
    public long Since { get; init; }

    /// <summary>Whether somebody has said that it is right so, and it has not changed since then.</summary>
    public bool Accepted { get; init; }
}
