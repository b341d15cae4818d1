namespace PodMirror.Catalog;

/// <summary>All that is known of an endpoint at one moment.</summary>
public sealed record EndpointSnapshot
{
    /// <summary>
    /// What names it in links: the same for the same service, kind, method, operation and template, whatever its parameters are called.
    /// </summary>
    public ulong Id { get; init; }

    /// <summary>What it speaks.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>The method of HTTP.</summary>
    public required string Method { get; init; }

    /// <summary>The path template.</summary>
    public required string Template { get; init; }

    /// <summary>The operation of GraphQL; empty elsewhere.</summary>
    public required string Operation { get; init; }

    /// <summary>Whether a rule declares its template.</summary>
    public bool Declared { get; init; }

    /// <summary>Whether a limit put different paths together in it.</summary>
    public bool Capped { get; init; }

    /// <summary>Calls.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that ended with 4xx, 5xx or a failure.</summary>
    public long Errors { get; init; }

    /// <summary>Calls that ended with 5xx or a failure.</summary>
    public long Failures { get; init; }

    /// <summary>When the first began, in milliseconds since 1970.</summary>
    public long FirstSeen { get; init; }

    /// <summary>When the last began, in milliseconds since 1970.</summary>
    public long LastSeen { get; init; }

    /// <summary>The duration that half of the calls do not exceed, in microseconds, within 2 %.</summary>
    public double P50Micros { get; init; }

    /// <summary>That of 95 in a hundred.</summary>
    public double P95Micros { get; init; }

    /// <summary>That of 99 in a hundred.</summary>
    public double P99Micros { get; init; }

    /// <summary>Calls by status.</summary>
    public IReadOnlyList<StatusSnapshot> Statuses { get; init; } = [];

    /// <summary>The last 60 minutes, oldest first.</summary>
    public IReadOnlyList<MinuteSnapshot> Minutes { get; init; } = [];

    /// <summary>The most frequent callers, most calls first; 16 at most.</summary>
    public IReadOnlyList<CallerSnapshot> Callers { get; init; } = [];

    /// <summary>How it is authenticated; several kinds are ways of which one is enough.</summary>
    public AuthEvidence Auth { get; init; }

    /// <summary>Whether no call that was answered shows how it was authenticated, or that it was not.</summary>
    public bool AuthUnknown { get; init; }

    /// <summary>The name of the API key; null when there is none.</summary>
    public string? ApiKeyName { get; init; }

    /// <summary>The name of the cookie that holds a session or a key; null when there is none.</summary>
    public string? CookieName { get; init; }

    /// <summary>The parameters of the path, in its order.</summary>
    public IReadOnlyList<PathParameterSnapshot> PathParameters { get; init; } = [];

    /// <summary>The parameters of the query.</summary>
    public IReadOnlyList<PropertySnapshot> QueryParameters { get; init; } = [];

    /// <summary>The parameters among the header fields of accepted requests; of those of which fields were shown.</summary>
    public IReadOnlyList<PropertySnapshot> HeaderParameters { get; init; } = [];

    /// <summary>Of how many requests fields were shown: without one nothing is known of parameters among them.</summary>
    public int HeadersShown { get; init; }

    /// <summary>Whether a limit left out parameters among the header fields.</summary>
    public bool HeadersCapped { get; init; }

    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodySnapshot> Bodies { get; init; } = [];

    /// <summary>Where sensitive values were found.</summary>
    public IReadOnlyList<SensitiveSnapshot> Sensitive { get; init; } = [];
}
