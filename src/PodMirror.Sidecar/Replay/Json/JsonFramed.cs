using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>What is told in JSON of the messages inside a body: their counts, and those of a WebSocket themselves. See docs/json.md.</summary>
/// <param name="output">Where to.</param>
internal sealed class JsonFramed(OutputBuffer output)
{
    private readonly Rfc3339 _time = new();

    /// <summary>Writes bytes with the name of their encoding, or null for both: the fields of a body, and of a message.</summary>
    public static void WriteBody(OutputBuffer output, scoped ShownBody body)
    {
        if (body.Bytes.IsEmpty)
        {
            output.Write(",\"body\":null,\"body_encoding\":null"u8);
        }
        else if (body.IsText)
        {
            output.Write(",\"body\":"u8);
            JsonText.WriteString(output, body.Bytes);
            output.Write(",\"body_encoding\":\"text\""u8);
        }
        else
        {
            output.Write(",\"body\":"u8);
            JsonText.WriteBase64(output, body.Bytes);
            output.Write(",\"body_encoding\":\"base64\""u8);
        }
    }

    /// <summary>Writes what was counted, or null where there was nothing to count.</summary>
    public void WriteCounts(in FramedContent counted)
    {
        if (counted.Framing == ContentFraming.None)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("{\"framing\":\""u8);
        output.Write(FramedNames.Of(counted.Framing));
        output.Write("\",\"messages\":"u8);
        JsonText.WriteNumber(output, FramedNames.Count(counted.Messages));
        output.Write(",\"message_bytes\":"u8);
        JsonText.WriteNumber(output, FramedNames.Count(counted.MessageBytes));
        output.Write(",\"largest_message_bytes\":"u8);
        JsonText.WriteNumber(output, FramedNames.Count(counted.LargestMessageBytes));
        if (counted.Framing == ContentFraming.WebSocket)
        {
            WriteFrames(counted.Frames);
        }

        output.Write((byte)'}');
    }

    /// <summary>Writes the messages of both directions, and how each was closed.</summary>
    /// <param name="conversation">Has just read them.</param>
    public void WriteConversation(WebSocketConversation conversation)
    {
        output.Write("{\"messages\":["u8);
        while (conversation.MoveNext())
        {
            output.Write(conversation.Shown > 1 ? ",{\"time\":\""u8 : "{\"time\":\""u8);
            WriteMessage(conversation.Current);
        }

        output.Write("],\"client_close\":"u8);
        WriteClose(conversation.CloseCode(ofClient: true), conversation.CloseReason(ofClient: true));
        output.Write(",\"server_close\":"u8);
        WriteClose(conversation.CloseCode(ofClient: false), conversation.CloseReason(ofClient: false));
        output.Write((byte)'}');
    }

    private void WriteMessage(scoped WebSocketMessage message)
    {
        output.Write(_time.Of(message.TimestampNs));
        output.Write(message.IsFromClient ? "\",\"from\":\"client\""u8 : "\",\"from\":\"server\""u8);
        output.Write(message.IsText ? ",\"opcode\":\"text\",\"body_bytes\":"u8 : ",\"opcode\":\"binary\",\"body_bytes\":"u8);
        JsonText.WriteNumber(output, message.WireBytes);
        WriteBody(output, message.Content);
        output.Write(message.Content.IsTruncated ? ",\"truncated\":true"u8 : ",\"truncated\":false"u8);
        output.Write(message.Content.IsUndecodable ? ",\"undecodable\":true}"u8 : ",\"undecodable\":false}"u8);
    }

    private void WriteClose(int code, scoped ShownBody reason)
    {
        if (code == 0)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("{\"code\":"u8);
        JsonText.WriteNumber(output, code);
        output.Write(",\"reason\":"u8);
        JsonText.WriteWireString(output, reason.Bytes);
        output.Write((byte)'}');
    }

    private void WriteFrames(in FrameCounts frames)
    {
        output.Write(",\"frames\":"u8);
        bool isFirst = true;
        foreach (FrameOpcode opcode in Enum.GetValues<FrameOpcode>())
        {
            output.Write(isFirst ? "{\""u8 : ",\""u8);
            isFirst = false;
            output.Write(FramedNames.Of(opcode));
            output.Write("\":"u8);
            JsonText.WriteNumber(output, FramedNames.Count(frames.Of(opcode)));
        }

        output.Write((byte)'}');
    }
}
