using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>A message of WebSocket, or an event of a stream, as its span event tells of it; its content lies in the list.</summary>
internal struct StreamEvent
{
    /// <summary>Where its first byte stands in the kept body.</summary>
    internal int Offset;

    /// <summary>When its first byte was captured, nanoseconds since 1970-01-01 UTC.</summary>
    internal long TimestampNs;

    /// <summary>Text or binary.</summary>
    internal FrameOpcode Opcode;

    /// <summary>Bytes of it on the wire, as far as its frames tell.</summary>
    internal long WireBytes;

    /// <summary>Where its content begins in the list.</summary>
    internal int ContentStart;

    /// <summary>Bytes of its content there.</summary>
    internal int ContentBytes;

    /// <summary>Whether the content goes on beyond that.</summary>
    internal bool IsTruncated;

    /// <summary>Whether it is compressed in a way that could not be undone.</summary>
    internal bool IsUndecodable;

    /// <summary>The line id of a server-sent event, where it lies in the body, when there is one.</summary>
    internal Range? Id;

    /// <summary>The line event of a server-sent event, where it lies in the body, when there is one.</summary>
    internal Range? Type;

    /// <summary>The time of reconnection that a server-sent event sets, in milliseconds; negative when it sets none.</summary>
    internal long RetryMs;
}
