using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Writes what an exchange carries beside bodies: counts of a WebSocket's or an event stream's messages as attributes, the first of them as events
/// of the span, redacted. An exchange without such content costs two comparisons.
/// </summary>
/// <remarks>Holds scratch memory: one for each thread.</remarks>
internal sealed class StreamEventWriter(Redactor redactor, int maxBodyBytes, int maxEvents)
{
    private readonly EventContent _content = new(redactor);
    private readonly EventStreamReader _stream = new(maxBodyBytes);

    // Made at the first WebSocket, as most Pods have none.
    private WebSocketWriter? _webSocket;

    /// <summary>Whether a message's content is frames, which make no body to show.</summary>
    internal static bool IsFrames(scoped in MessageView message) => message.Framed.Framing == ContentFraming.WebSocket;

    /// <summary>Writes counts and events.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="responseFields">The response's fields.</param>
    /// <param name="withEvents">Whether contents are wanted; counts are always written.</param>
    /// <param name="output">Where to, inside a span.</param>
    internal void Write(scoped in ExchangeRecord exchange, FieldIndex responseFields, bool withEvents, ByteBuffer output)
    {
        int wanted = withEvents ? maxEvents : 0;
        if (IsFrames(exchange.Request) || IsFrames(exchange.Response))
        {
            _webSocket ??= new WebSocketWriter(new WebSocketConversation(redactor, _content, maxBodyBytes));
            _webSocket.Write(exchange, responseFields, wanted, output);
        }
        else if (exchange.Response.Framed.Framing == ContentFraming.EventStream)
        {
            redactor.Looks(MessageSide.Response);
            WriteEvents(exchange.Response, responseFields, wanted, output);
        }
    }

    private void WriteEvents(scoped in MessageView response, FieldIndex fields, int wanted, ByteBuffer output)
    {
        FramedContent counted = response.Framed;
        AttributeWriter.WriteInt(output, EventNames.Events, Count.Of(counted.Messages));
        AttributeWriter.WriteInt(output, EventNames.EventBytes, Count.Of(counted.MessageBytes));
        AttributeWriter.WriteInt(output, EventNames.LargestEventBytes, Count.Of(counted.LargestMessageBytes));

        // Marks stand in the body as it was sent; one with a content coding has its events behind it.
        int read = fields.Find(KnownField.ContentEncoding) >= 0 ? 0 : wanted;
        _stream.Read(response, read);
        StreamEventList events = _stream.Events;
        for (int i = 0; i < events.Count; i++)
        {
            WriteEvent(events[i], events.ContentOf(i), response.Body, output);
        }

        Count.WriteDropped(counted.Messages, events.Count, output);
    }

    private void WriteEvent(in StreamEvent one, ReadOnlySpan<byte> data, ReadOnlySpan<byte> body, ByteBuffer output)
    {
        int start = ProtoWriter.BeginMessage(output, SpanFields.Events);
        ProtoWriter.WriteFixed64Field(output, SpanFields.EventTime, (ulong)one.TimestampNs);
        ProtoWriter.WriteBytesField(output, SpanFields.EventName, EventNames.ServerSentEvent);
        if (one.Id is { } id)
        {
            EventContent.Write(output, EventNames.EventId, _content.Show(body[id], isCut: false));
        }

        if (one.Type is { } type)
        {
            EventContent.Write(output, EventNames.EventType, _content.Show(body[type], isCut: false));
        }

        if (one.RetryMs >= 0)
        {
            AttributeWriter.WriteInt(output, EventNames.EventRetry, one.RetryMs, AttributeWriter.EventField);
        }

        AttributeWriter.WriteInt(output, EventNames.EventSize, one.WireBytes, AttributeWriter.EventField);
        EventContent.Write(output, EventNames.EventData, _content.Show(data, one.IsTruncated));
        if (one.IsTruncated)
        {
            AttributeWriter.WriteBool(output, EventNames.EventTruncated, true, AttributeWriter.EventField);
        }

        ProtoWriter.EndMessage(output, start);
    }
}
