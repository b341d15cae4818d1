using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes each field of a section as an array of its redacted values, one attribute for each name.</summary>
/// <param name="redactor">Hides what is secret.</param>
/// <param name="hasPlainValues">Whether a field with one value is a string, as it was before it became an array of one.</param>
internal sealed class HeaderAttributes(Redactor redactor, bool hasPlainValues)
{
    /// <summary>Bytes of a name that still make a useful attribute; registered names have at most 44.</summary>
    private const int MaxNameBytes = 256;

    private readonly ByteBuffer _value = new(2 * RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _utf8 = new(4 * RecordFormat.MaxRecordBytes);

    /// <summary>Writes the fields of one section.</summary>
    /// <returns>Lines that are not shown.</returns>
    internal int Write(ReadOnlySpan<byte> section, FieldIndex index, byte[] prefix, ByteBuffer output)
    {
        int dropped = index.Dropped;
        for (int line = 0; line < index.Count; line++)
        {
            ReadOnlySpan<byte> name = index.Name(section, line);
            if (name.Length > MaxNameBytes)
            {
                dropped++;
            }
            else if (index.IsFirst(line))
            {
                if (index.Next(line) < 0 && hasPlainValues)
                {
                    AttributeWriter.WriteString(output, prefix, name, Redact(name, index.Value(section, line)));
                }
                else if (index.Next(line) < 0)
                {
                    AttributeWriter.WriteStringArray(output, prefix, name, Redact(name, index.Value(section, line)));
                }
                else
                {
                    WriteAll(section, index, line, prefix, output);
                }
            }
        }

        return dropped;
    }

    private void WriteAll(ReadOnlySpan<byte> section, FieldIndex index, int line, byte[] prefix, ByteBuffer output)
    {
        ReadOnlySpan<byte> name = index.Name(section, line);
        AttributeWriter.ArrayMark array = AttributeWriter.BeginArray(output, prefix, name);
        for (; line >= 0; line = index.Next(line))
        {
            AttributeWriter.AddToArray(output, Redact(name, index.Value(section, line)));
        }

        AttributeWriter.EndArray(output, array);
    }

    private ReadOnlySpan<byte> Redact(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Utf8Text.Of(redactor.FieldValue(name, value, _value), _utf8);
}
