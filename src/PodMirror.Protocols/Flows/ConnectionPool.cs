namespace PodMirror.Protocols;

/// <summary>Connections for flows that carry bytes. Owned by one thread.</summary>
internal sealed class ConnectionPool(MessagePool messages, IExchangeSink sink)
{
    /// <summary>Unused connections kept; each takes about 500 bytes.</summary>
    private const int MaxFree = 4096;

    private readonly Stack<HttpConnection> _free = new();

    public HttpConnection Rent(Flow flow)
    {
        if (!_free.TryPop(out HttpConnection? connection))
        {
            connection = new HttpConnection(flow, messages, sink);
        }

        connection.Begin(flow);
        return connection;
    }

    public void Return(HttpConnection connection)
    {
        if (_free.Count < MaxFree)
        {
            _free.Push(connection);
        }
    }
}
