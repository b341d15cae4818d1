using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Contents of streams that are cut into messages of their own: gRPC, events, and WebSocket by extended CONNECT (RFC 8441).</summary>
internal sealed partial class Http2Connection
{
    private void BeginRequestContent(Message request)
    {
        request.BodyLeftOut = _pool.Detail >= Detail.WithoutBodies;
        request.IsConnect = _head.Method.SequenceEqual("CONNECT"u8);
        if (AsksWebSocket(request))
        {
            // Until a response refuses it: no client waits longer for one than it must.
            _pool.CountFrames(request, isClient: true, hasExtensions: true);
        }
        else if (_head.Framing != ContentFraming.EventStream)
        {
            _pool.CountMessages(request, _head.Framing);
        }
    }

    private void BeginResponseContent(Message? request, Message response)
    {
        response.BodyLeftOut = _pool.Detail >= Detail.WithoutBodies;
        if (request is null || !AsksWebSocket(request))
        {
            _pool.CountMessages(response, _head.Framing);
        }
        else if (response.StartLine.Status is >= 200 and < 300)
        {
            _pool.CountFrames(response, isClient: false, HasExtensions);
            (request.Tally as WebSocketTally)?.HasExtensions = HasExtensions;
        }
        else
        {
            _pool.CountMessages(request, ContentFraming.None);
            _pool.CountMessages(response, _head.Framing);
        }
    }

    /// <summary>Whether the server agrees to extensions, as far as its fields are known.</summary>
    private bool HasExtensions => _head.HasWebSocketExtensions || _head.HasUnknownFields;

    private static bool AsksWebSocket(Message request) => request.IsConnect && Ascii.EqualsIgnoreCase(request.Protocol, "websocket"u8);

    /// <summary>Whether a close frame has ended a direction of a WebSocket, be its stream open or not (RFC 6455 section 5.5.1).</summary>
    private static bool HasClosed(Message? message) => message?.Tally is WebSocketTally { HasClosed: true };

    /// <summary>Where the content goes on behind a loss is not known exactly.</summary>
    public void OnLostPlace(FrameReader reader, uint streamId) => MessageOf(reader, streamId)?.Tally?.Stop();
}
