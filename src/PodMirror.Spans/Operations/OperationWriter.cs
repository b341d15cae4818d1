namespace PodMirror.Spans;

/// <summary>Writes attributes whose text comes out of a body or a field, redacted as that would be.</summary>
internal sealed class OperationWriter(Redactor redactor)
{
    private readonly ContentRedactor _redactor = new(redactor);
    private readonly ByteBuffer _utf8 = new(4 * BodyDecoder.MaxLayerBytes);

    /// <summary>What may leave of a text; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Shown(ReadOnlySpan<byte> text) => Utf8Text.Of(_redactor.Redact(ContentForm.Text, text, isCut: false), _utf8);

    /// <summary>Writes a text; an empty one writes nothing.</summary>
    internal void Write(ByteBuffer output, AttributeName? name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            AttributeWriter.WriteString(output, name, Shown(text));
        }
    }

    /// <summary>Writes texts as an array; an empty list writes nothing.</summary>
    internal void Write(ByteBuffer output, byte[]? name, OperationTextList texts)
    {
        if (name is null || texts.Count == 0)
        {
            return;
        }

        AttributeWriter.ArrayMark array = AttributeWriter.BeginArray(output, name, default);
        for (int i = 0; i < texts.Count; i++)
        {
            AttributeWriter.AddToArray(output, Shown(texts[i]));
        }

        AttributeWriter.EndArray(output, array);
    }
}
