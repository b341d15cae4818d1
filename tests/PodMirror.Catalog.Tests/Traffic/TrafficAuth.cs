namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>
/// How the operations of generated traffic are authenticated: each in one way or in none. Clients also send tokens to operations that need none, and
/// calls without any are refused. It has a generator of its own, so that the rest of the traffic is the same with and without it.
/// </summary>
public sealed class TrafficAuth
{
    // The part of calls of a public operation that bear a token all the same.
    private const double Habit = 0.6;
    private const double Public = 0.2;

    private readonly Random _random;
    private readonly Dictionary<TrafficOperation, AuthEvidence> _kinds = [];
    private readonly Dictionary<TrafficOperation, double> _habits = [];

    /// <summary>Draws a way for each operation.</summary>
    public TrafficAuth(IEnumerable<TrafficOperation> operations, int seed)
    {
        _random = new Random(seed ^ 0x5EC);
        foreach (TrafficOperation operation in operations)
        {
            _kinds[operation] = _random.NextDouble() < Public ? AuthEvidence.None : (AuthEvidence)(1 << _random.Next(8));
            _habits[operation] = _random.NextDouble() * Habit;
        }
    }

    /// <summary>How an operation is authenticated.</summary>
    public AuthEvidence Of(TrafficOperation operation) => _kinds[operation];

    /// <summary>What the next call of an operation bears.</summary>
    public AuthEvidence Next(TrafficOperation operation, int status) =>
        status is 401 or 403 ? AuthEvidence.None
        : _kinds[operation] != AuthEvidence.None ? _kinds[operation]
        : _random.NextDouble() < _habits[operation] ? AuthEvidence.BearerJwt
        : AuthEvidence.None;

    /// <summary>The name of the key of a kind; empty when it has none.</summary>
    public static string KeyOf(AuthEvidence kind) => kind switch
    {
        AuthEvidence.ApiKeyHeader => "x-api-key",
        AuthEvidence.ApiKeyQuery => "api_key",
        AuthEvidence.Cookie => "sid",
        _ => "",
    };
}
