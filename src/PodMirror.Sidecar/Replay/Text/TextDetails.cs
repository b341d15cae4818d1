using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>The heads and bodies of an exchange, line by line, below its line in the text form.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="contents">Redacts and decodes.</param>
/// <param name="style">The colours.</param>
public sealed class TextDetails(OutputBuffer output, WireContents contents, TextStyle style)
{
    /// <summary>Writes both messages.</summary>
    public void Write(in ExchangeRecord exchange)
    {
        if (exchange.Request.IsPresent)
        {
            Begin("    > "u8);
            VisibleText.Write(output, exchange.Request.Method);
            output.Write((byte)' ');
            VisibleText.Write(output, contents.Target(exchange.Request.Target));
            output.Write((byte)'\n');
            WriteContents("    > "u8, exchange.Request, exchange.Request.Target);
        }

        if (exchange.Response.IsPresent)
        {
            Begin("    < "u8);
            JsonText.WriteNumber(output, exchange.Response.Status);
            output.Write((byte)'\n');
            WriteContents("    < "u8, exchange.Response, exchange.Request.Target);
        }
    }

    private void WriteContents(ReadOnlySpan<byte> margin, in MessageView message, ReadOnlySpan<byte> target)
    {
        WriteFields(margin, message.Fields);
        if (message.BodyBytes > 0)
        {
            Begin(margin);
            output.Write((byte)'\n');
            WriteBody(margin, message, target);
        }

        if (new FieldLines(message.Trailers).MoveNext())
        {
            Begin(margin);
            output.Write((byte)'\n');
            WriteFields(margin, message.Trailers);
        }
    }

    private void WriteFields(ReadOnlySpan<byte> margin, ReadOnlySpan<byte> section)
    {
        foreach (FieldLine line in new FieldLines(section))
        {
            Begin(margin);
            VisibleText.Write(output, contents.FieldName(line.Name));
            output.Write(": "u8);
            VisibleText.Write(output, contents.FieldValue(line.Name, line.Value));
            output.Write((byte)'\n');
        }
    }

    private void WriteBody(ReadOnlySpan<byte> margin, in MessageView message, ReadOnlySpan<byte> target)
    {
        ShownBody body = contents.Body(message, target);
        ReadOnlySpan<byte> rest = body.Bytes;
        if (!body.IsText)
        {
            Begin(margin);
            output.Write(style.Faint);
            output.Write(body.IsUndecodable ? "(undecodable body of "u8 : rest.IsEmpty ? "(body of "u8 : "(binary body of "u8);
            JsonText.WriteNumber(output, message.BodyBytes);
            output.Write(rest.IsEmpty ? " bytes, left out)"u8 : " bytes)"u8);
            output.Write(style.Plain);
            output.Write((byte)'\n');
            return;
        }

        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            Begin(margin);
            VisibleText.Write(output, line.TrimEnd((byte)'\r'));
            output.Write((byte)'\n');
        }

        if (body.IsTruncated || message.Body.Length < message.BodyBytes)
        {
            Begin(margin);
            output.Write(style.Faint);
            output.Write("(cut here; the whole body has "u8);
            JsonText.WriteNumber(output, message.BodyBytes);
            output.Write(" bytes on the wire)"u8);
            output.Write(style.Plain);
            output.Write((byte)'\n');
        }
    }

    private void Begin(ReadOnlySpan<byte> margin)
    {
        output.Write(style.Faint);
        output.Write(margin);
        output.Write(style.Plain);
    }
}
