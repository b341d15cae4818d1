namespace PodMirror.Spans;

/// <summary>Writes numbers, booleans and enums as the JSON mapping of protobuf has them: 64 bits as text, enums by name.</summary>
internal static class ProtobufScalar
{
    internal static void Write(JsonSink sink, ProtobufType type, ulong bits, EnumType? names)
    {
        switch (type)
        {
            case ProtobufType.Double:
                sink.Double(BitConverter.UInt64BitsToDouble(bits));
                break;
            case ProtobufType.Float:
                sink.Single(BitConverter.UInt32BitsToSingle((uint)bits));
                break;
            case ProtobufType.Int64 or ProtobufType.SFixed64:
                sink.QuotedNumber((long)bits);
                break;
            case ProtobufType.UInt64 or ProtobufType.Fixed64:
                sink.QuotedNumber(bits);
                break;
            case ProtobufType.SInt64:
                sink.QuotedNumber(ZigZag(bits));
                break;
            case ProtobufType.Bool:
                sink.Literal(bits != 0 ? "true"u8 : "false"u8);
                break;
            case ProtobufType.Enum:
                WriteEnum(sink, (int)bits, names);
                break;
            default:
                sink.Number(Of32Bits(type, bits));
                break;
        }
    }

    /// <summary>Writes the key of a map, which in JSON is text whatever it is; a key that is not there is its type's default.</summary>
    internal static void WriteMapKey(JsonSink sink, ReadOnlySpan<byte> bytes, ProtobufType type, in ProtobufField key)
    {
        switch (type)
        {
            case ProtobufType.String:
                sink.TextKey(key.Wire == WireType.Length ? bytes.Slice(key.Start, key.Length) : default);
                return;
            case ProtobufType.Bool:
                sink.TextKey(key.Bits != 0 ? "true"u8 : "false"u8);
                return;
            default:
                Span<byte> room = stackalloc byte[32];
                int length;
                if (type is ProtobufType.UInt64 or ProtobufType.Fixed64)
                {
                    key.Bits.TryFormat(room, out length, default, null);
                }
                else
                {
                    long number = type switch
                    {
                        ProtobufType.Int64 or ProtobufType.SFixed64 => (long)key.Bits,
                        ProtobufType.SInt64 => ZigZag(key.Bits),
                        _ => Of32Bits(type, key.Bits),
                    };
                    number.TryFormat(room, out length, default, null);
                }

                sink.TextKey(room[..length]);
                return;
        }
    }

    private static long Of32Bits(ProtobufType type, ulong bits) => type switch
    {
        ProtobufType.UInt32 or ProtobufType.Fixed32 => (uint)bits,
        ProtobufType.SInt32 => (int)ZigZag((uint)bits),
        _ => (int)bits,
    };

    private static void WriteEnum(JsonSink sink, int number, EnumType? names)
    {
        if (names?.Find(number) is { } name)
        {
            sink.Literal(name);
        }
        else
        {
            sink.Number(number);
        }
    }

    // protobuf.dev, encoding: the sign in the lowest bit.
    private static long ZigZag(ulong bits) => (long)(bits >> 1) ^ -(long)(bits & 1);
}
