namespace PodMirror.Spans;

/// <summary>Writes attributes (KeyValue with AnyValue) into a span. A null name writes nothing.</summary>
internal static class AttributeWriter
{
    /// <summary>The number of attributes in Span.</summary>
    internal const int SpanField = 9;

    /// <summary>The number of attributes in Resource.</summary>
    internal const int ResourceField = 1;

    /// <summary>The number of attributes in Span.Event.</summary>
    internal const int EventField = 3;

    /// <summary>The number of a string in AnyValue.</summary>
    internal const int StringField = 1;

    /// <summary>The number of a whole number in AnyValue.</summary>
    internal const int IntField = 3;

    /// <summary>The number of an array in AnyValue.</summary>
    internal const int ArrayField = 5;

    /// <summary>The number of bytes in AnyValue.</summary>
    internal const int BytesField = 7;

    private const int KeyField = 1;
    private const int ValueField = 2;
    private const int BoolField = 2;
    private const int ArrayValuesField = 1;

    internal static void WriteString(ByteBuffer output, AttributeName? name, ReadOnlySpan<byte> utf8, int field = SpanField) =>
        WriteBytes(output, field, name, StringField, utf8);

    internal static void WriteBytes(ByteBuffer output, AttributeName? name, ReadOnlySpan<byte> bytes, int field = SpanField) =>
        WriteBytes(output, field, name, BytesField, bytes);

    internal static void WriteBool(ByteBuffer output, AttributeName? name, bool value, int field = SpanField) =>
        WriteVarint(output, field, name, BoolField, value ? 1UL : 0UL);

    internal static void WriteInt(ByteBuffer output, AttributeName? name, long value, int field = SpanField) =>
        WriteVarint(output, field, name, IntField, (ulong)value);

    /// <summary>Writes a value that was encoded before.</summary>
    internal static void WriteValue(ByteBuffer output, AttributeName name, ReadOnlySpan<byte> anyValue)
    {
        int attribute = ProtoWriter.BeginMessage(output, SpanField);
        output.Append(name.Encoded);
        ProtoWriter.WriteVarint(output, (ulong)anyValue.Length);
        output.Append(anyValue);
        ProtoWriter.EndMessage(output, attribute);
    }

    /// <summary>Writes a value that was encoded before, under a name that is made for it.</summary>
    internal static void WriteValue(ByteBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> anyValue)
    {
        int attribute = ProtoWriter.BeginMessage(output, SpanField);
        ProtoWriter.WriteBytesField(output, KeyField, name);
        ProtoWriter.WriteBytesField(output, ValueField, anyValue);
        ProtoWriter.EndMessage(output, attribute);
    }

    /// <summary>Writes a string under a name of two parts, the second of which is written in lower case.</summary>
    internal static void WriteString(ByteBuffer output, byte[] prefix, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        ArrayMark mark = BeginValue(output, prefix, name);
        ProtoWriter.WriteBytesField(output, StringField, utf8);
        ProtoWriter.EndMessage(output, mark.Value);
        ProtoWriter.EndMessage(output, mark.Attribute);
    }

    /// <summary>Writes an array of one string under a name of two parts, the second of which is written in lower case.</summary>
    internal static void WriteStringArray(ByteBuffer output, byte[] prefix, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        int keyBytes = prefix.Length + name.Length;
        int valueBytes = LengthPrefixed(utf8.Length);
        int arrayBytes = LengthPrefixed(valueBytes);
        int anyBytes = LengthPrefixed(arrayBytes);
        int attributeBytes = LengthPrefixed(keyBytes) + LengthPrefixed(anyBytes);
        Span<byte> room = output.AppendRoom(LengthPrefixed(attributeBytes));
        if (room.IsEmpty)
        {
            return;
        }

        var cursor = new FieldCursor(room);
        cursor.PutHead(SpanField, attributeBytes);
        cursor.PutHead(KeyField, keyBytes);
        cursor.Put(prefix);
        cursor.PutLowerCase(name);
        cursor.PutHead(ValueField, anyBytes);
        cursor.PutHead(ArrayField, arrayBytes);
        cursor.PutHead(ArrayValuesField, valueBytes);
        cursor.PutHead(StringField, utf8.Length);
        cursor.Put(utf8);
    }

    /// <summary>Begins an array under a name of two parts, whose strings follow one by one; <see cref="EndArray"/> ends it.</summary>
    internal static ArrayMark BeginArray(ByteBuffer output, byte[] prefix, ReadOnlySpan<byte> name) =>
        BeginValue(output, prefix, name) with { Array = ProtoWriter.BeginMessage(output, ArrayField) };

    internal static void AddToArray(ByteBuffer output, ReadOnlySpan<byte> utf8)
    {
        int valueBytes = LengthPrefixed(utf8.Length);
        Span<byte> room = output.AppendRoom(LengthPrefixed(valueBytes));
        if (!room.IsEmpty)
        {
            var cursor = new FieldCursor(room);
            cursor.PutHead(ArrayValuesField, valueBytes);
            cursor.PutHead(StringField, utf8.Length);
            cursor.Put(utf8);
        }
    }

    internal static void AddToArray(ByteBuffer output, long value)
    {
        int valueBytes = 1 + ProtoWriter.VarintBytes((ulong)value);
        Span<byte> room = output.AppendRoom(LengthPrefixed(valueBytes));
        if (!room.IsEmpty)
        {
            var cursor = new FieldCursor(room);
            cursor.PutHead(ArrayValuesField, valueBytes);
            cursor.Put((byte)((IntField << 3) | (int)WireType.Varint));
            cursor.PutVarint((ulong)value);
        }
    }

    internal static void EndArray(ByteBuffer output, ArrayMark mark)
    {
        ProtoWriter.EndMessage(output, mark.Array);
        ProtoWriter.EndMessage(output, mark.Value);
        ProtoWriter.EndMessage(output, mark.Attribute);
    }

    private static ArrayMark BeginValue(ByteBuffer output, byte[] prefix, ReadOnlySpan<byte> name)
    {
        int attribute = ProtoWriter.BeginMessage(output, SpanField);
        int keyBytes = prefix.Length + name.Length;
        Span<byte> room = output.AppendRoom(LengthPrefixed(keyBytes));
        if (!room.IsEmpty)
        {
            var cursor = new FieldCursor(room);
            cursor.PutHead(KeyField, keyBytes);
            cursor.Put(prefix);
            cursor.PutLowerCase(name);
        }

        return new ArrayMark(attribute, ProtoWriter.BeginMessage(output, ValueField), 0);
    }

    private static void WriteBytes(ByteBuffer output, int field, AttributeName? name, int valueField, ReadOnlySpan<byte> bytes)
    {
        if (name is null)
        {
            return;
        }

        int anyBytes = LengthPrefixed(bytes.Length);
        int attributeBytes = name.Encoded.Length + ProtoWriter.VarintBytes((ulong)anyBytes) + anyBytes;
        Span<byte> room = output.AppendRoom(LengthPrefixed(attributeBytes));
        if (!room.IsEmpty)
        {
            var cursor = new FieldCursor(room);
            cursor.PutHead(field, attributeBytes);
            cursor.Put(name.Encoded);
            cursor.PutVarint((ulong)anyBytes);
            cursor.PutHead(valueField, bytes.Length);
            cursor.Put(bytes);
        }
    }

    private static void WriteVarint(ByteBuffer output, int field, AttributeName? name, int valueField, ulong value)
    {
        if (name is null)
        {
            return;
        }

        int anyBytes = 1 + ProtoWriter.VarintBytes(value);
        int attributeBytes = name.Encoded.Length + 1 + anyBytes;
        Span<byte> room = output.AppendRoom(LengthPrefixed(attributeBytes));
        if (!room.IsEmpty)
        {
            var cursor = new FieldCursor(room);
            cursor.PutHead(field, attributeBytes);
            cursor.Put(name.Encoded);
            cursor.PutVarint((ulong)anyBytes);
            cursor.Put((byte)((valueField << 3) | (int)WireType.Varint));
            cursor.PutVarint(value);
        }
    }

    // A tag of one byte, as every field number here is below 16, a length, and what it is the length of.
    private static int LengthPrefixed(int bytes) => 1 + ProtoWriter.VarintBytes((ulong)bytes) + bytes;

    /// <summary>Where the lengths of an array that is being written stand.</summary>
    internal readonly record struct ArrayMark(int Attribute, int Value, int Array);
}
