namespace PodMirror.Spans;

/// <summary>Walks the attributes of a span that was written, one after the other.</summary>
/// <param name="span">The fields of the span.</param>
internal ref struct SpanAttributes(ReadOnlySpan<byte> span)
{
    private const int KeyField = 1;
    private const int ValueField = 2;
    private ProtoReader _reader = new(span);

    /// <summary>The attribute's name.</summary>
    internal ReadOnlySpan<byte> Key { get; private set; } = default;

    /// <summary>The attribute's value, an AnyValue.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; } = default;

    /// <summary>Goes to the next attribute.</summary>
    internal bool MoveNext()
    {
        while (_reader.TryReadTag(out int field, out WireType wire) && _reader.TryReadValue(wire, out _, out ReadOnlySpan<byte> bytes))
        {
            if (field == AttributeWriter.SpanField)
            {
                Key = FieldOf(bytes, KeyField);
                Value = FieldOf(bytes, ValueField);
                return true;
            }
        }

        return false;
    }

    /// <summary>The bytes of a field of a message; empty when it has none.</summary>
    internal static ReadOnlySpan<byte> FieldOf(ReadOnlySpan<byte> message, int wanted)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire) && reader.TryReadValue(wire, out _, out ReadOnlySpan<byte> bytes))
        {
            if (field == wanted)
            {
                return bytes;
            }
        }

        return default;
    }

    /// <summary>The number in an AnyValue; 0 when it is none.</summary>
    internal static long NumberOf(ReadOnlySpan<byte> value)
    {
        var reader = new ProtoReader(value);
        return reader.TryReadTag(out int field, out WireType wire) && field == AttributeWriter.IntField
            && reader.TryReadValue(wire, out ulong number, out _)
            ? (long)number
            : 0;
    }
}
