using PodMirror.Catalog.Schemas;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Endpoints;

/// <summary>All that is known of one method at one place of the paths. Two of them add up to one.</summary>
internal sealed class EndpointState(CallKind kind, string method, string operation)
{
    /// <summary>Different bodies by status and type; an endpoint has a handful.</summary>
    public const int MaxBodies = 24;

    /// <summary>Characters of an operation; spans have 128 of its name.</summary>
    public const int LongestOperation = 1024;

    private const int ServerErrors = 500;

    /// <summary>What it speaks.</summary>
    public CallKind Kind { get; } = kind;

    /// <summary>The method of HTTP.</summary>
    public string Method { get; } = method;

    /// <summary>The operation of GraphQL; empty elsewhere.</summary>
    public string Operation { get; } = operation;

    /// <summary>Calls, whatever came of them.</summary>
    public long Calls { get; set; }

    /// <summary>Calls that ended with 4xx or 5xx, or that failed otherwise.</summary>
    public long Errors { get; set; }

    /// <summary>Calls that ended with 5xx, or that failed otherwise.</summary>
    public long Failures { get; set; }

    /// <summary>When the first began, in milliseconds since 1970.</summary>
    public long FirstSeen { get; set; } = long.MaxValue;

    /// <summary>When the last began, in milliseconds since 1970.</summary>
    public long LastSeen { get; set; }

    /// <summary>How long they took.</summary>
    public LatencySketch Latency { get; } = new();

    /// <summary>What they ended with.</summary>
    public StatusCounts Statuses { get; } = new();

    /// <summary>How they were authenticated.</summary>
    public AuthTally Auth { get; } = new();

    /// <summary>Who made them.</summary>
    public TopNames Callers { get; } = new();

    /// <summary>When they were made.</summary>
    public MinuteSeries Series { get; } = new();

    /// <summary>The parameters of the query, as the properties of an object.</summary>
    public SchemaNode? Query { get; set; }

    /// <summary>
    /// The header fields of accepted requests that are parameters, as the properties of an object that each request was of which fields were shown;
    /// null before the first.
    /// </summary>
    public SchemaNode? Headers { get; set; }

    /// <summary>The bodies by direction, status and type.</summary>
    public List<BodyState> Bodies { get; } = [];

    /// <summary>Where sensitive values were found.</summary>
    public SensitiveFields Sensitive { get; } = new();

    /// <summary>Takes a call in, bodies, header fields and query apart.</summary>
    public void Count(in ObservedCall call)
    {
        bool failed = call.Failed || call.Status >= ServerErrors;
        bool error = failed || call.Rejected || call.Denied || call.Status >= 400;
        Calls++;
        Errors += error ? 1 : 0;
        Failures += failed ? 1 : 0;
        FirstSeen = Math.Min(FirstSeen, call.TimeMillis);
        LastSeen = Math.Max(LastSeen, call.TimeMillis);
        Latency.Add(call.DurationMicros);
        Statuses.Add(call.Status, 1);
        if (!call.AuthUnknown)
        {
            Auth.Add(call.Status, call.Auth, call.ApiKeyName, call.CookieName);
        }

        Series.Add(call.TimeMillis / 60_000, 1, error ? 1u : 0u);
        if (!call.Caller.IsEmpty)
        {
            Callers.Add(call.Caller, 1, seen: call.TimeMillis);
        }
    }

    /// <summary>The body of a direction, status and type; a new one when it is the first. Null when there are too many.</summary>
    /// <param name="status">The status; 0 for requests.</param>
    /// <param name="contentType">The type, without parameters.</param>
    /// <param name="budget">What schemas may have.</param>
    public BodyState? Body(int status, ReadOnlySpan<char> contentType, SchemaBudget budget)
    {
        foreach (BodyState body in Bodies)
        {
            if (body.Status == status && contentType.Equals(body.ContentType, StringComparison.OrdinalIgnoreCase))
            {
                return body;
            }
        }

        if (Bodies.Count >= MaxBodies || contentType.Length > BodyState.LongestContentType || !budget.TryTake(1))
        {
            return null;
        }

        var added = new BodyState(status, contentType.ToString().ToLowerInvariant());
        Bodies.Add(added);
        return added;
    }

    /// <summary>Makes room in the counts of schemas before they are full.</summary>
    public void Age()
    {
        Query?.Age();
        Headers?.Age();
        foreach (BodyState body in Bodies)
        {
            body.Schema?.Age();
            body.Headers?.Age();
        }
    }

    /// <summary>Adds all that another has; it must not be used afterwards.</summary>
    public void Absorb(EndpointState other, SchemaBudget budget)
    {
        AbsorbQuery(other, budget);
        Headers = SchemaNode.Sum(Headers, other.Headers, budget);
        Calls += other.Calls;
        Errors += other.Errors;
        Failures += other.Failures;
        FirstSeen = Math.Min(FirstSeen, other.FirstSeen);
        LastSeen = Math.Max(LastSeen, other.LastSeen);
        Latency.Absorb(other.Latency);
        Statuses.Absorb(other.Statuses);
        Auth.Absorb(other.Auth);
        Callers.Absorb(other.Callers);
        Series.Absorb(other.Series);
        Sensitive.Absorb(other.Sensitive);
        foreach (BodyState body in other.Bodies)
        {
            Absorb(body, budget);
        }
    }

    // Where there is no query, its calls were without parameters, which makes those of the other optional.
    private void AbsorbQuery(EndpointState other, SchemaBudget budget)
    {
        if (Query is null != other.Query is null)
        {
            (Query ?? other.Query)!.Objects += (int)Math.Min(SchemaNode.MostSeen, Query is null ? Statuses.Accepted : other.Statuses.Accepted);
        }

        Query = SchemaNode.Sum(Query, other.Query, budget);
    }

    private void Absorb(BodyState other, SchemaBudget budget)
    {
        if (Bodies.Find(b => b.Status == other.Status && b.ContentType == other.ContentType) is BodyState same)
        {
            same.Absorb(other, budget);
        }
        else if (Bodies.Count < MaxBodies)
        {
            Bodies.Add(other);
        }
        else
        {
            budget.Give(1 + (other.Schema?.Places ?? 0) + (other.Headers?.Places ?? 0));
        }
    }
}
