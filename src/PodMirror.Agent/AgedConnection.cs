using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace PodMirror.Agent;

/// <summary>
/// The end of one connection: at its time the client is asked to go (GOAWAY of HTTP/2, <c>Connection: close</c> of HTTP/1), and what is under way is
/// answered; what is not over after a grace is cut off, and a sender that keeps to the specification sends it again.
/// </summary>
internal sealed class AgedConnection : IAsyncDisposable
{
    /// <summary>Enough for a body of the largest size at 6 Mbit/s.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ConnectionContext _connection;
    private readonly ITimer _timer;
    private bool _asked;

    /// <summary>Does nothing before <see cref="In"/>.</summary>
    public AgedConnection(ConnectionContext connection, TimeProvider clock)
    {
        _connection = connection;
        _timer = clock.CreateTimer(_ => OnTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to count.</summary>
    public void In(TimeSpan time) => _timer.Change(time, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void OnTime()
    {
        if (_asked)
        {
            _connection.Abort(new ConnectionAbortedException("the connection is too old"));
            return;
        }

        _asked = true;
        _timer.Change(Grace, Timeout.InfiniteTimeSpan);
        _connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }
}
