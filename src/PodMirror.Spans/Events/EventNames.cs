namespace PodMirror.Spans;

/// <summary>What span events and their attributes are called.</summary>
internal static class EventNames
{
    internal static readonly AttributeName Direction = new("podmirror.websocket.message.direction");
    internal static readonly AttributeName Opcode = new("podmirror.websocket.message.opcode");
    internal static readonly AttributeName Size = new("podmirror.websocket.message.size");
    internal static readonly AttributeName Content = new("podmirror.websocket.message.content");
    internal static readonly AttributeName Truncated = new("podmirror.websocket.message.truncated");
    internal static readonly AttributeName Undecodable = new("podmirror.websocket.message.undecodable");

    internal static readonly AttributeName Events = new("podmirror.sse.events");
    internal static readonly AttributeName EventBytes = new("podmirror.sse.event_bytes");
    internal static readonly AttributeName LargestEventBytes = new("podmirror.sse.largest_event_bytes");
    internal static readonly AttributeName EventId = new("podmirror.sse.event.id");
    internal static readonly AttributeName EventType = new("podmirror.sse.event.type");
    internal static readonly AttributeName EventData = new("podmirror.sse.event.data");
    internal static readonly AttributeName EventRetry = new("podmirror.sse.event.retry");
    internal static readonly AttributeName EventSize = new("podmirror.sse.event.size");
    internal static readonly AttributeName EventTruncated = new("podmirror.sse.event.truncated");

    /// <summary>The name of a span event for a message of WebSocket.</summary>
    internal static ReadOnlySpan<byte> WebSocketMessage => "podmirror.websocket.message"u8;

    /// <summary>The name of a span event for a server-sent event.</summary>
    internal static ReadOnlySpan<byte> ServerSentEvent => "podmirror.sse.event"u8;
}
