using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the counts of a WebSocket's directions, how each was closed, and the first messages of both in the order of their times.</summary>
/// <param name="conversation">Reads them.</param>
internal sealed class WebSocketWriter(WebSocketConversation conversation)
{
    internal void Write(scoped in ExchangeRecord exchange, FieldIndex responseFields, int maxEvents, ByteBuffer output)
    {
        conversation.Read(exchange, responseFields.ValueOf(exchange.Response.Fields, KnownField.SecWebSocketExtensions), maxEvents);
        bool isClient = exchange.Header.Direction == Direction.Egress;
        WriteCounts(exchange.Request.Framed, ofClient: true, isClient ? StreamNames.Sent : StreamNames.Received, output);
        WriteCounts(exchange.Response.Framed, ofClient: false, isClient ? StreamNames.Received : StreamNames.Sent, output);
        while (conversation.MoveNext())
        {
            WriteMessage(conversation.Current, isClient, output);
        }

        ulong messages = exchange.Request.Framed.Messages + exchange.Response.Framed.Messages;
        Count.WriteDropped(Math.Max(messages, exchange.Request.Framed.Messages), conversation.Shown, output);
    }

    private static void WriteMessage(scoped WebSocketMessage message, bool isClient, ByteBuffer output)
    {
        int start = ProtoWriter.BeginMessage(output, SpanFields.Events);
        ProtoWriter.WriteFixed64Field(output, SpanFields.EventTime, (ulong)message.TimestampNs);
        ProtoWriter.WriteBytesField(output, SpanFields.EventName, EventNames.WebSocketMessage);
        bool isSent = message.IsFromClient == isClient;
        AttributeWriter.WriteString(output, EventNames.Direction, isSent ? "sent"u8 : "received"u8, AttributeWriter.EventField);
        AttributeWriter.WriteString(output, EventNames.Opcode, message.IsText ? "text"u8 : "binary"u8, AttributeWriter.EventField);
        AttributeWriter.WriteInt(output, EventNames.Size, message.WireBytes, AttributeWriter.EventField);
        if (message.Content.IsUndecodable)
        {
            AttributeWriter.WriteBool(output, EventNames.Undecodable, true, AttributeWriter.EventField);
        }
        else if (message.IsText)
        {
            EventContent.Write(output, EventNames.Content, message.Content);
            if (message.Content.IsTruncated)
            {
                AttributeWriter.WriteBool(output, EventNames.Truncated, true, AttributeWriter.EventField);
            }
        }

        ProtoWriter.EndMessage(output, start);
    }

    private void WriteCounts(in FramedContent counted, bool ofClient, StreamNames names, ByteBuffer output)
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

        if (conversation.CloseCode(ofClient) is > 0 and var code)
        {
            AttributeWriter.WriteInt(output, names.CloseCode, code);
            ShownBody reason = conversation.CloseReason(ofClient);
            if (!reason.Bytes.IsEmpty)
            {
                EventContent.Write(output, names.CloseReason, reason, AttributeWriter.SpanField);
            }
        }
    }
}
