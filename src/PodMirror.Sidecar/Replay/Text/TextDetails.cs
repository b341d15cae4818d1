using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>The heads and bodies of an exchange, line by line, below its line in the text form.</summary>
public sealed class TextDetails
{
    private readonly OutputBuffer _output;
    private readonly WireContents _contents;
    private readonly TextLines _lines;
    private readonly TextMessages _messages;

    /// <summary>Makes a writer.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="contents">Redacts and decodes.</param>
    /// <param name="style">The colours.</param>
    public TextDetails(OutputBuffer output, WireContents contents, TextStyle style)
    {
        _output = output;
        _contents = contents;
        _lines = new TextLines(output, style);
        _messages = new TextMessages(output, contents, _lines);
    }

    /// <summary>Writes both messages.</summary>
    public void Write(in ExchangeRecord exchange)
    {
        if (exchange.Request.IsPresent)
        {
            _lines.Begin(TextLines.Request);
            VisibleText.Write(_output, exchange.Request.Method);
            _output.Write((byte)' ');
            VisibleText.Write(_output, _contents.Target(exchange.Request.Target));
            _output.Write((byte)'\n');
            WriteContents(TextLines.Request, exchange.Request, exchange.Request.Target);
        }

        if (exchange.Response.IsPresent)
        {
            _lines.Begin(TextLines.Response);
            JsonText.WriteNumber(_output, exchange.Response.Status);
            _output.Write((byte)'\n');
            WriteContents(TextLines.Response, exchange.Response, exchange.Request.Target);
        }

        if (WebSocketConversation.Is(exchange))
        {
            _messages.Write(exchange);
        }
    }

    private void WriteContents(ReadOnlySpan<byte> margin, in MessageView message, ReadOnlySpan<byte> target)
    {
        WriteFields(margin, message.Fields);
        if (message.BodyBytes > 0 && message.Framed.Framing != ContentFraming.WebSocket)
        {
            _lines.Begin(margin);
            _output.Write((byte)'\n');
            WriteBody(margin, message, target);
        }

        if (new FieldLines(message.Trailers).MoveNext())
        {
            _lines.Begin(margin);
            _output.Write((byte)'\n');
            WriteFields(margin, message.Trailers);
        }
    }

    private void WriteFields(ReadOnlySpan<byte> margin, ReadOnlySpan<byte> section)
    {
        foreach (FieldLine line in new FieldLines(section))
        {
            _lines.Begin(margin);
            VisibleText.Write(_output, _contents.FieldName(line.Name));
            _output.Write(": "u8);
            VisibleText.Write(_output, _contents.FieldValue(line.Name, line.Value));
            _output.Write((byte)'\n');
        }
    }

    private void WriteBody(ReadOnlySpan<byte> margin, in MessageView message, ReadOnlySpan<byte> target)
    {
        ShownBody body = _contents.Body(message, target);
        if (!body.IsText)
        {
            _lines.BeginNote(margin);
            _output.Write(body.IsUndecodable ? "undecodable body of "u8 : body.Bytes.IsEmpty ? "body of "u8 : "binary body of "u8);
            JsonText.WriteNumber(_output, message.BodyBytes);
            _output.Write(body.Bytes.IsEmpty ? " bytes, left out)"u8 : " bytes)"u8);
            _lines.EndNote();
            return;
        }

        _lines.WriteText(margin, body.Bytes);
        if (body.IsTruncated || message.Body.Length < message.BodyBytes)
        {
            _lines.BeginNote(margin);
            _output.Write("cut here; the whole body has "u8);
            JsonText.WriteNumber(_output, message.BodyBytes);
            _output.Write(" bytes on the wire)"u8);
            _lines.EndNote();
        }
    }
}
