namespace PodMirror.Spans;

/// <summary>Writes attributes (KeyValue with AnyValue) into a span. A null name writes nothing.</summary>
internal static class AttributeWriter
{
    /// <summary>The number of attributes in Span.</summary>
    internal const int SpanField = 9;

    /// <summary>The number of attributes in Resource.</summary>
    internal const int ResourceField = 1;

    private const int KeyField = 1;
    private const int ValueField = 2;
    private const int StringField = 1;
    private const int BoolField = 2;
    private const int IntField = 3;
    private const int ArrayField = 5;
    private const int BytesField = 7;
    private const int ArrayValuesField = 1;

    internal static void WriteString(ByteBuffer output, byte[]? name, ReadOnlySpan<byte> utf8, int field = SpanField) =>
        WriteBytes(output, field, name, StringField, utf8);

    internal static void WriteBytes(ByteBuffer output, byte[]? name, ReadOnlySpan<byte> bytes) =>
        WriteBytes(output, SpanField, name, BytesField, bytes);

    internal static void WriteBool(ByteBuffer output, byte[]? name, bool value) => WriteVarint(output, name, BoolField, value ? 1UL : 0UL);

    internal static void WriteInt(ByteBuffer output, byte[]? name, long value) => WriteVarint(output, name, IntField, (ulong)value);

    /// <summary>Writes an array of one string under a name of two parts, the second of which is written in lower case.</summary>
    internal static void WriteStringArray(ByteBuffer output, byte[] prefix, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        int valueBytes = LengthPrefixed(utf8.Length);
        int arrayBytes = LengthPrefixed(valueBytes);
        int anyBytes = LengthPrefixed(arrayBytes);
        WriteHead(output, SpanField, prefix, name, anyBytes);
        WriteLengthHead(output, ArrayField, arrayBytes);
        WriteLengthHead(output, ArrayValuesField, valueBytes);
        ProtoWriter.WriteBytesField(output, StringField, utf8);
    }

    /// <summary>Begins an array whose strings follow one by one; <see cref="EndArray"/> ends it.</summary>
    internal static ArrayMark BeginArray(ByteBuffer output, byte[] prefix, ReadOnlySpan<byte> name)
    {
        int attribute = ProtoWriter.BeginMessage(output, SpanField);
        WriteLengthHead(output, KeyField, prefix.Length + name.Length);
        output.Append(prefix);
        AppendLowerCase(output, name);
        int value = ProtoWriter.BeginMessage(output, ValueField);
        return new ArrayMark(attribute, value, ProtoWriter.BeginMessage(output, ArrayField));
    }

    internal static void AddToArray(ByteBuffer output, ReadOnlySpan<byte> utf8)
    {
        WriteLengthHead(output, ArrayValuesField, LengthPrefixed(utf8.Length));
        ProtoWriter.WriteBytesField(output, StringField, utf8);
    }

    internal static void EndArray(ByteBuffer output, ArrayMark mark)
    {
        ProtoWriter.EndMessage(output, mark.Array);
        ProtoWriter.EndMessage(output, mark.Value);
        ProtoWriter.EndMessage(output, mark.Attribute);
    }

    private static void WriteBytes(ByteBuffer output, int field, byte[]? name, int valueField, ReadOnlySpan<byte> bytes)
    {
        if (name is null)
        {
            return;
        }

        WriteHead(output, field, name, default, LengthPrefixed(bytes.Length));
        ProtoWriter.WriteBytesField(output, valueField, bytes);
    }

    private static void WriteVarint(ByteBuffer output, byte[]? name, int valueField, ulong value)
    {
        if (name is not null)
        {
            WriteHead(output, SpanField, name, default, 1 + ProtoWriter.VarintBytes(value));
            ProtoWriter.WriteVarintField(output, valueField, value);
        }
    }

    private static void WriteHead(ByteBuffer output, int field, byte[] prefix, ReadOnlySpan<byte> name, int valueBytes)
    {
        int keyBytes = prefix.Length + name.Length;
        WriteLengthHead(output, field, LengthPrefixed(keyBytes) + LengthPrefixed(valueBytes));
        WriteLengthHead(output, KeyField, keyBytes);
        output.Append(prefix);
        AppendLowerCase(output, name);
        WriteLengthHead(output, ValueField, valueBytes);
    }

    private static void AppendLowerCase(ByteBuffer output, ReadOnlySpan<byte> name)
    {
        Span<byte> room = output.AppendRoom(name.Length);
        if (room.Length == name.Length)
        {
            System.Text.Ascii.ToLower(name, room, out _);
        }
    }

    private static void WriteLengthHead(ByteBuffer output, int field, int bytes)
    {
        ProtoWriter.WriteTag(output, field, WireType.Length);
        ProtoWriter.WriteVarint(output, (ulong)bytes);
    }

    // A tag of one byte, as every field number here is below 16, a length, and what it is the length of.
    private static int LengthPrefixed(int bytes) => 1 + ProtoWriter.VarintBytes((ulong)bytes) + bytes;

    /// <summary>Where the lengths of an array that is being written stand.</summary>
    internal readonly record struct ArrayMark(int Attribute, int Value, int Array);
}
