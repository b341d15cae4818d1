using Microsoft.AspNetCore.Connections;

namespace PodMirror.Agent;

/// <summary>
/// Ends the connections of a listener when they are old, so that senders, which keep theirs for as long as they may, spread over replicas that were
/// added (gRPC's MAX_CONNECTION_AGE, grpc.io/docs/guides/keepalive).
/// </summary>
/// <param name="most">How old, give or take a tenth, so that those of one moment do not end in one; zero is no bound.</param>
/// <param name="clock">Tells when.</param>
/// <param name="random">Draws the tenth.</param>
internal sealed class ConnectionAge(TimeSpan most, TimeProvider clock, Random random)
{
    private const double Jitter = 0.1;

    /// <summary>The bound, around what serves a connection.</summary>
    public ConnectionDelegate Around(ConnectionDelegate serve) => most == TimeSpan.Zero ? serve : async connection =>
    {
        await using var end = new AgedConnection(connection, clock);
        end.In(most * (1 - Jitter + (2 * Jitter * random.NextDouble())));
        await serve(connection);
    };
}
