namespace PodMirror.Spans;

/// <summary>Shows the content of a message or event as it may leave: redacted, as text where it is text.</summary>
internal sealed class EventContent(Redactor redactor)
{
    private readonly ContentRedactor _redactor = new(redactor);

    internal static void Write(ByteBuffer output, AttributeName name, scoped ShownBody content, int field = AttributeWriter.EventField)
    {
        if (content.IsText)
        {
            AttributeWriter.WriteString(output, name, content.Bytes, field);
        }
        else
        {
            AttributeWriter.WriteBytes(output, name, content.Bytes, field);
        }
    }

    /// <summary>What may leave of a content; valid until the next call.</summary>
    internal ShownBody Show(ReadOnlySpan<byte> content, bool isCut)
    {
        ReadOnlySpan<byte> shown = _redactor.Redact(FormOf(content), content, isCut);
        bool isText = Utf8Text.TryText(ref shown, isCut);
        return new ShownBody(shown, isText, isCut, isUndecodable: false);
    }

    // No type is told of a message; what begins like JSON is looked into as JSON.
    private static ContentForm FormOf(ReadOnlySpan<byte> content) =>
        content.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? ContentForm.Json : ContentForm.Text;
}
