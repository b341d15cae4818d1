namespace PodMirror.Spans;

/// <summary>Writes the parts of a multipart body as arrays side by side: names, file names, types and sizes. Their contents are not shown.</summary>
internal sealed class MultipartAttributes(Redactor redactor)
{
    /// <summary>Parts that are told of; forms have a handful, and those behind are counted.</summary>
    internal const int MaxParts = 64;

    private readonly ContentRedactor _redactor = new(redactor);
    private readonly ByteBuffer _utf8 = new(4 * BodyDecoder.MaxLayerBytes);

    private enum Column
    {
        Name,
        FileName,
        ContentType,
        Size,
    }

    internal void Write(ReadOnlySpan<byte> body, ReadOnlySpan<byte> contentType, PartNames names, ByteBuffer output)
    {
        int count = 0;
        var parts = new MultipartParts(body, contentType);
        while (parts.MoveNext())
        {
            count++;
        }

        AttributeWriter.WriteInt(output, names.Count, count);
        foreach (Column column in (ReadOnlySpan<Column>)[Column.Name, Column.FileName, Column.ContentType, Column.Size])
        {
            if (count > 0)
            {
                WriteColumn(new MultipartParts(body, contentType), names.Columns[(int)column], column, output);
            }
        }
    }

    private void WriteColumn(MultipartParts parts, byte[] name, Column column, ByteBuffer output)
    {
        AttributeWriter.ArrayMark array = AttributeWriter.BeginArray(output, name, default);
        for (int i = 0; i < MaxParts && parts.MoveNext(); i++)
        {
            if (column == Column.Size)
            {
                AttributeWriter.AddToArray(output, parts.Current.ContentBytes);
                continue;
            }

            ReadOnlySpan<byte> text = column switch
            {
                Column.Name => parts.Current.Name,
                Column.FileName => parts.Current.FileName,
                _ => parts.Current.ContentType,
            };
            AttributeWriter.AddToArray(output, Utf8Text.Of(_redactor.Redact(ContentForm.Text, text, isCut: false), _utf8));
        }

        AttributeWriter.EndArray(output, array);
    }
}
