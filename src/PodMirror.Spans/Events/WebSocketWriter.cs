using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the counts of a WebSocket's directions, how each was closed, and the first messages of both in the order of their times.</summary>
/// <param name="redactor">Is told whose message is written, so that what is found in it has its place.</param>
/// <param name="content">Writes contents, by the same redactor.</param>
/// <param name="maxContentBytes">Bytes that are kept of the contents of one direction.</param>
internal sealed class WebSocketWriter(Redactor redactor, EventContent content, int maxContentBytes)
{
    private readonly WebSocketMessages _client = new(maxContentBytes);
    private readonly WebSocketMessages _server = new(maxContentBytes);

    internal void Write(scoped in ExchangeRecord exchange, FieldIndex responseFields, int maxEvents, ByteBuffer output)
    {
        var deflate = DeflateExtension.Of(responseFields.ValueOf(exchange.Response.Fields, KnownField.SecWebSocketExtensions));
        _client.Read(exchange.Request, deflate.IsAgreed, deflate.ClientForgets, maxEvents);
        _server.Read(exchange.Response, deflate.IsAgreed, deflate.ServerForgets, maxEvents);
        bool isClient = exchange.Header.Direction == Direction.Egress;
        redactor.Looks(MessageSide.Request);
        WriteCounts(exchange.Request.Framed, _client, isClient ? StreamNames.Sent : StreamNames.Received, output);
        redactor.Looks(MessageSide.Response);
        WriteCounts(exchange.Response.Framed, _server, isClient ? StreamNames.Received : StreamNames.Sent, output);
        int shown = WriteMessages(isClient, maxEvents, output);
        ulong messages = exchange.Request.Framed.Messages + exchange.Response.Framed.Messages;
        Count.WriteDropped(Math.Max(messages, exchange.Request.Framed.Messages), shown, output);
    }

    private static bool IsBefore(StreamEventList one, int position, StreamEventList other, int otherPosition) =>
        position < one.Count && (otherPosition == other.Count || one[position].TimestampNs <= other[otherPosition].TimestampNs);

    private void WriteCounts(in FramedContent counted, WebSocketMessages messages, StreamNames names, ByteBuffer output)
    {
        if (counted.Framing != ContentFraming.WebSocket)
        {
            return;
        }

        AttributeWriter.WriteInt(output, names.Messages, Count.Of(counted.Messages));
        AttributeWriter.WriteInt(output, names.MessageBytes, Count.Of(counted.MessageBytes));
        AttributeWriter.WriteInt(output, names.LargestMessageBytes, Count.Of(counted.LargestMessageBytes));
        for (int kind = 0; kind < FrameCounts.Count; kind++)
        {
            if (counted.Frames[kind] > 0)
            {
                AttributeWriter.WriteInt(output, names.Frames[kind], Count.Of(counted.Frames[kind]));
            }
        }

        if (messages.CloseCode > 0)
        {
            AttributeWriter.WriteInt(output, names.CloseCode, messages.CloseCode);
            if (!messages.CloseReason.IsEmpty)
            {
                content.Write(output, names.CloseReason, messages.CloseReason, isCut: false, AttributeWriter.SpanField);
            }
        }
    }

    private int WriteMessages(bool isClient, int maxEvents, ByteBuffer output)
    {
        StreamEventList requests = _client.Events;
        StreamEventList responses = _server.Events;
        int fromClient = 0;
        int fromServer = 0;
        while (fromClient + fromServer < Math.Min(maxEvents, requests.Count + responses.Count))
        {
            if (IsBefore(requests, fromClient, responses, fromServer))
            {
                redactor.Looks(MessageSide.Request);
                WriteMessage(requests[fromClient], requests.ContentOf(fromClient), isSent: isClient, output);
                fromClient++;
            }
            else
            {
                redactor.Looks(MessageSide.Response);
                WriteMessage(responses[fromServer], responses.ContentOf(fromServer), isSent: !isClient, output);
                fromServer++;
            }
        }

        return fromClient + fromServer;
    }

    private void WriteMessage(in StreamEvent one, ReadOnlySpan<byte> bytes, bool isSent, ByteBuffer output)
    {
        int start = ProtoWriter.BeginMessage(output, SpanFields.Events);
        ProtoWriter.WriteFixed64Field(output, SpanFields.EventTime, (ulong)one.TimestampNs);
        ProtoWriter.WriteBytesField(output, SpanFields.EventName, EventNames.WebSocketMessage);
        bool isText = one.Opcode == FrameOpcode.Text;
        AttributeWriter.WriteString(output, EventNames.Direction, isSent ? "sent"u8 : "received"u8, AttributeWriter.EventField);
        AttributeWriter.WriteString(output, EventNames.Opcode, isText ? "text"u8 : "binary"u8, AttributeWriter.EventField);
        AttributeWriter.WriteInt(output, EventNames.Size, one.WireBytes, AttributeWriter.EventField);
        if (one.IsUndecodable)
        {
            AttributeWriter.WriteBool(output, EventNames.Undecodable, true, AttributeWriter.EventField);
        }
        else if (isText)
        {
            content.Write(output, EventNames.Content, bytes, one.IsTruncated);
        }

        if (one.IsTruncated && isText && !one.IsUndecodable)
        {
            AttributeWriter.WriteBool(output, EventNames.Truncated, true, AttributeWriter.EventField);
        }

        ProtoWriter.EndMessage(output, start);
    }
}
