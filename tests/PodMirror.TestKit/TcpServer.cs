using System.Net;
using System.Net.Sockets;

namespace PodMirror.TestKit;

/// <summary>Takes connections on a free port of loopback and gives each to whoever serves it, until the end.</summary>
public sealed class TcpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>Begins.</summary>
    /// <param name="serve">
    /// Serves a connection, which is closed afterwards, until the token ends. That the other side has gone, and the end itself, it may throw.
    /// </param>
    public TcpServer(Func<TcpClient, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Ends every connection, and waits for those who serve them.</summary>
    public async ValueTask DisposeAsync()
    {
        // Stopped only when nobody accepts any more: to accept from a listener that is stopped is an error.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<TcpClient, CancellationToken, Task> serve)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.RemoveAll(connection => connection.IsCompletedSuccessfully);
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), serve));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client, Func<TcpClient, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client, _end.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException)
            {
                // The other side has gone, or the test is over.
            }
        }
    }
}
