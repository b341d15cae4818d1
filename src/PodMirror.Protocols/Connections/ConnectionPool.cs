namespace PodMirror.Protocols;

/// <summary>Connections for flows that carry bytes. Owned by one thread.</summary>
internal sealed class ConnectionPool(MessagePool messages, ExchangeEmitter emitter)
{
    /// <summary>Unused connections kept of each kind; each takes some hundred bytes.</summary>
    private const int MaxFree = 4096;

    private readonly Stack<HttpConnection> _free = new();
    private readonly Stack<Http2Connection> _freeHttp2 = new();
    private readonly Stack<WebSocketConnection> _freeWebSocket = new();
    private readonly Http2Parts _parts = new(messages.Options.MaxHeadBytes);

    /// <summary>A connection for a flow of which nothing is known yet.</summary>
    public HttpConnection Rent(Flow flow)
    {
        HttpConnection connection = _free.TryPop(out HttpConnection? used) ? used : new HttpConnection(flow, messages, emitter, this);
        connection.Begin(flow);
        return connection;
    }

    /// <summary>A connection for a flow that turns out to be HTTP/2, in place of the one that it has, which goes back.</summary>
    public Http2Connection Replace(Flow flow, HttpConnection before)
    {
        Http2Connection connection = _freeHttp2.TryPop(out Http2Connection? used) ? used : new Http2Connection(flow, messages, emitter, _parts);
        connection.Begin(flow);
        Replace(flow, before, connection);
        return connection;
    }

    /// <summary>A connection for a flow that was upgraded to WebSocket.</summary>
    public WebSocketConnection RentWebSocket(Flow flow) =>
        _freeWebSocket.TryPop(out WebSocketConnection? used) ? used : new WebSocketConnection(flow, messages, emitter);

    /// <summary>Puts a connection in the place of another, which goes back.</summary>
    public void Replace(Flow flow, HttpConnection before, FlowConnection next)
    {
        flow.Connection = next;
        Return(before);
    }

    public void Return(FlowConnection connection)
    {
        if (connection is HttpConnection { } http && _free.Count < MaxFree)
        {
            _free.Push(http);
        }
        else if (connection is Http2Connection { } http2 && _freeHttp2.Count < MaxFree)
        {
            _freeHttp2.Push(http2);
        }
        else if (connection is WebSocketConnection { } webSocket && _freeWebSocket.Count < MaxFree)
        {
            _freeWebSocket.Push(webSocket);
        }
    }
}
