using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>A data message of a WebSocket, its fragments joined and its compression undone.</summary>
public readonly ref struct WebSocketMessage
{
    internal WebSocketMessage(bool isFromClient, in StreamEvent one, ShownBody content)
    {
        IsFromClient = isFromClient;
        IsText = one.Opcode == FrameOpcode.Text;
        TimestampNs = one.TimestampNs;
        WireBytes = one.WireBytes;
        Content = content;
    }

    /// <summary>Whether the client sent it.</summary>
    public bool IsFromClient { get; }

    /// <summary>Whether it was sent as text; else as binary, and then its content is not shown.</summary>
    public bool IsText { get; }

    /// <summary>When its first byte was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long TimestampNs { get; }

    /// <summary>Bytes of it on the wire, as far as its frames tell, compressed where it is.</summary>
    public long WireBytes { get; }

    /// <summary>What is shown of its content.</summary>
    public ShownBody Content { get; }
}
