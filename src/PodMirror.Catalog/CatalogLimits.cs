namespace PodMirror.Catalog;

/// <summary>What the catalog may hold. Past a limit it goes on counting in what it has, and says so.</summary>
public sealed record CatalogLimits
{
    /// <summary>The limits of an agent: some 60 MiB when all of them are reached.</summary>
    public static CatalogLimits Default { get; } = new();

    /// <summary>Services. A cluster has some hundreds; one that names services at random must not fill the memory.</summary>
    public int MaxServices { get; init; } = 1024;

    /// <summary>Places in the paths of all services. An API of 5000 endpoints has some 10,000.</summary>
    public int MaxPathNodes { get; init; } = 32_768;

    /// <summary>Endpoints of all services.</summary>
    public int MaxEndpoints { get; init; } = 8192;

    /// <summary>
    /// Methods and operations at one place. Names of GraphQL's operations are the clients': one that makes up a name for each call must not take the
    /// places of all others.
    /// </summary>
    public int MaxEndpointsOfPlace { get; init; } = 256;

    /// <summary>Different words beside each other in a path, before they are taken for values of a parameter whatever they look like.</summary>
    public int MaxSiblings { get; init; } = 256;

    /// <summary>Segments of a path that are looked at; the rest is one.</summary>
    public int MaxSegments { get; init; } = 24;

    /// <summary>Characters of a segment; no literal of an API is longer.</summary>
    public int MaxSegmentLength { get; init; } = 128;

    /// <summary>Places in the schemas of all endpoints.</summary>
    public int MaxSchemaNodes { get; init; } = 196_608;

    /// <summary>Places in one schema.</summary>
    public int MaxNodesPerSchema { get; init; } = 1024;

    /// <summary>How deep a schema goes.</summary>
    public int MaxSchemaDepth { get; init; } = 16;

    /// <summary>Properties of one object, before it is taken for a map.</summary>
    public int MaxProperties { get; init; } = 128;

    /// <summary>
    /// Header fields that are parameters, of an endpoint's requests and of its responses of one status and type. Descriptions name a handful; a
    /// client that makes up names must not take the places of all schemas.
    /// </summary>
    public int MaxHeaders { get; init; } = 32;

    /// <summary>Bytes of the name of such a field; the longest that is registered has 42.</summary>
    public int MaxHeaderNameLength { get; init; } = 64;

    /// <summary>Callers of one service; a map that shows more lines at one place is a blot.</summary>
    public int MaxCallersOfService { get; init; } = 64;

    /// <summary>Callers of all services, beyond the first eight of each: some 1 KiB each.</summary>
    public int MaxCallers { get; init; } = 4096;

    /// <summary>Rules of the user, over all services.</summary>
    public int MaxRules { get; init; } = 20_000;

    /// <summary>Findings of a service that somebody says are none.</summary>
    public int MaxDismissals { get; init; } = 1000;
}
