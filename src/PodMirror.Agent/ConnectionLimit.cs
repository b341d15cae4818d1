using Microsoft.AspNetCore.Connections;

namespace PodMirror.Agent;

/// <summary>Serves no more than so many connections of a listener at once; what comes beyond is closed before a byte of it is read.</summary>
/// <param name="most">How many.</param>
/// <param name="refused">Called for each that is closed.</param>
internal sealed class ConnectionLimit(int most, Action refused)
{
    private int _open;

    /// <summary>The limit, around what serves a connection.</summary>
    public ConnectionDelegate Around(ConnectionDelegate serve) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= most)
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
        }
    };
}
