using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace PodMirror.Agent;

/// <summary>Serves no more than so many connections of a listener at once; what comes beyond is closed before a byte of it is read.</summary>
/// <param name="most">How many.</param>
/// <param name="mostOfOne">How many of one address, so that none keeps out the others: probes come the same way.</param>
/// <param name="refused">Called for each that is closed.</param>
internal sealed class ConnectionLimit(int most, int mostOfOne, Action refused)
{
    private readonly ConcurrentDictionary<IPAddress, int> _openOf = new();
    private int _open;

    /// <summary>The limit, around what serves a connection.</summary>
    public ConnectionDelegate Around(ConnectionDelegate serve) => async connection =>
    {
        IPAddress address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        try
        {
            // Both are counted, whatever comes of the first.
            bool fits = Interlocked.Increment(ref _open) <= most;
            if (_openOf.AddOrUpdate(address, 1, (_, open) => open + 1) <= mostOfOne && fits)
            {
                await serve(connection);
            }
            else
            {
                refused();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            _openOf.AddOrUpdate(address, 0, (_, open) => open - 1);
            _openOf.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
        }
    };
}
