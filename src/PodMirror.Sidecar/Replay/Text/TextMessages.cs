using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>The messages of a WebSocket in the order of their times, line by line, and how each direction was closed.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="contents">Redacts and decodes.</param>
/// <param name="lines">Writes lines with their margin.</param>
internal sealed class TextMessages(OutputBuffer output, WireContents contents, TextLines lines)
{
    // 2024-05-01T12:34:56.123456: the day is in the exchange's own line.
    private const int TimeStart = 11;
    private const int TimeBytes = 15;

    private readonly Rfc3339 _time = new();

    /// <summary>Writes the messages of an exchange that is a WebSocket.</summary>
    public void Write(in ExchangeRecord exchange)
    {
        WebSocketConversation conversation = contents.Conversation(exchange);
        while (conversation.MoveNext())
        {
            Write(conversation.Current);
        }

        long more = FramedNames.Count(exchange.Request.Framed.Messages + exchange.Response.Framed.Messages) - conversation.Shown;
        if (more > 0)
        {
            lines.BeginNote("    "u8);
            JsonText.WriteNumber(output, more);
            output.Write(" more messages)"u8);
            lines.EndNote();
        }

        WriteClose(TextLines.Request, conversation.CloseCode(ofClient: true), conversation.CloseReason(ofClient: true));
        WriteClose(TextLines.Response, conversation.CloseCode(ofClient: false), conversation.CloseReason(ofClient: false));
    }

    private void Write(scoped WebSocketMessage message)
    {
        ReadOnlySpan<byte> margin = message.IsFromClient ? TextLines.Request : TextLines.Response;
        lines.Begin(margin);
        output.Write(_time.Of(message.TimestampNs).Slice(TimeStart, TimeBytes));
        output.Write(message.IsText ? " text, "u8 : " binary, "u8);
        JsonText.WriteNumber(output, message.WireBytes);
        output.Write(message.Content.IsUndecodable ? " bytes, undecodable\n"u8 : message.Content.IsTruncated ? " bytes, cut\n"u8 : " bytes\n"u8);
        if (message.Content.IsText)
        {
            lines.WriteText(margin, message.Content.Bytes);
        }
    }

    private void WriteClose(ReadOnlySpan<byte> margin, int code, scoped ShownBody reason)
    {
        if (code > 0)
        {
            lines.BeginNote(margin);
            output.Write("closed with "u8);
            JsonText.WriteNumber(output, code);
            output.Write(reason.Bytes.IsEmpty ? default : " "u8);
            VisibleText.Write(output, reason.Bytes);
            output.Write((byte)')');
            lines.EndNote();
        }
    }
}
