namespace PodMirror.Spans;

/// <summary>Writes the content of a message or event as it may leave: redacted, as text where it is text.</summary>
internal sealed class EventContent(Redactor redactor)
{
    private readonly ContentRedactor _redactor = new(redactor);

    internal void Write(ByteBuffer output, AttributeName name, ReadOnlySpan<byte> content, bool isCut, int field = AttributeWriter.EventField)
    {
        ReadOnlySpan<byte> shown = _redactor.Redact(FormOf(content), content, isCut);
        if (Utf8Text.TryText(ref shown, isCut))
        {
            AttributeWriter.WriteString(output, name, shown, field);
        }
        else
        {
            AttributeWriter.WriteBytes(output, name, shown, field);
        }
    }

    // No type is told of a message; what begins like JSON is looked into as JSON.
    private static ContentForm FormOf(ReadOnlySpan<byte> content) =>
        content.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? ContentForm.Json : ContentForm.Text;
}
