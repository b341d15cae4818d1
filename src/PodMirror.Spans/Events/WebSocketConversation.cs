using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Both directions of a WebSocket, as far as they are kept: how each was closed, and the first messages of both in the order of their times, as
/// they may be shown. Spans and replay show the same.
/// </summary>
/// <remarks>Each answer is valid until the next call. Not for several threads.</remarks>
public sealed class WebSocketConversation
{
    private readonly Redactor _redactor;
    private readonly EventContent _content;
    private readonly WebSocketMessages _client;
    private readonly WebSocketMessages _server;
    private int _maxMessages;
    private int _fromClient;
    private int _fromServer;
    private bool _isFromClient;

    /// <summary>Makes a reader.</summary>
    /// <param name="redactor">Hides what is secret.</param>
    /// <param name="maxContentBytes">Bytes that are kept of the contents of one direction, in [0, <see cref="BodyDecoder.MaxLayerBytes"/>].</param>
    public WebSocketConversation(Redactor redactor, int maxContentBytes)
        : this(redactor, new EventContent(redactor), maxContentBytes)
    {
    }

    internal WebSocketConversation(Redactor redactor, EventContent content, int maxContentBytes)
    {
        _redactor = redactor;
        _content = content;
        _client = new WebSocketMessages(maxContentBytes);
        _server = new WebSocketMessages(maxContentBytes);
    }

    /// <summary>Messages that <see cref="MoveNext"/> has given out.</summary>
    public int Shown => _fromClient + _fromServer;

    /// <summary>The message that <see cref="MoveNext"/> found.</summary>
    public WebSocketMessage Current
    {
        get
        {
            StreamEventList messages = _isFromClient ? _client.Events : _server.Events;
            int position = (_isFromClient ? _fromClient : _fromServer) - 1;
            _redactor.Looks(_isFromClient ? MessageSide.Request : MessageSide.Response);
            return new WebSocketMessage(_isFromClient, messages[position], Show(messages[position], messages.ContentOf(position)));
        }
    }

    /// <summary>Whether an exchange is a WebSocket whose frames the mirror has read.</summary>
    public static bool Is(in ExchangeRecord exchange) =>
        StreamEventWriter.IsFrames(exchange.Request) || StreamEventWriter.IsFrames(exchange.Response);

    /// <summary>Reads an exchange.</summary>
    /// <param name="exchange">One that <see cref="Is"/> a WebSocket.</param>
    /// <param name="maxMessages">How many are wanted; of each direction there are <see cref="FramedMarks.MaxCount"/> at most.</param>
    public void Read(in ExchangeRecord exchange, int maxMessages) =>
        Read(exchange, FieldValue.Find(exchange.Response.Fields, "sec-websocket-extensions"u8), maxMessages);

    internal void Read(scoped in ExchangeRecord exchange, scoped ReadOnlySpan<byte> extensions, int maxMessages)
    {
        var deflate = DeflateExtension.Of(extensions);
        _client.Read(exchange.Request, deflate.IsAgreed, deflate.ClientForgets, maxMessages);
        _server.Read(exchange.Response, deflate.IsAgreed, deflate.ServerForgets, maxMessages);
        _maxMessages = maxMessages;
        _fromClient = 0;
        _fromServer = 0;
    }

    /// <summary>The status code of a direction's close frame (RFC 6455 section 7.4); 0 when there was none, or it had none.</summary>
    public int CloseCode(bool ofClient) => (ofClient ? _client : _server).CloseCode;

    /// <summary>The text behind the close code, which may be empty.</summary>
    public ShownBody CloseReason(bool ofClient)
    {
        _redactor.Looks(ofClient ? MessageSide.Request : MessageSide.Response);
        return _content.Show((ofClient ? _client : _server).CloseReason, isCut: false);
    }

    /// <summary>Goes to the next message; false when there is none, or as many as were wanted were shown.</summary>
    public bool MoveNext()
    {
        StreamEventList requests = _client.Events;
        StreamEventList responses = _server.Events;
        if (Shown >= Math.Min(_maxMessages, requests.Count + responses.Count))
        {
            return false;
        }

        _isFromClient = _fromClient < requests.Count
            && (_fromServer == responses.Count || requests[_fromClient].TimestampNs <= responses[_fromServer].TimestampNs);
        _fromClient += _isFromClient ? 1 : 0;
        _fromServer += _isFromClient ? 0 : 1;
        return true;
    }

    private ShownBody Show(in StreamEvent one, ReadOnlySpan<byte> content) =>
        one.IsUndecodable || one.Opcode != FrameOpcode.Text
            ? new ShownBody(default, isText: false, one.IsTruncated, one.IsUndecodable)
            : _content.Show(content, one.IsTruncated);
}
