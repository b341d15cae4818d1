namespace PodMirror.Spans;

/// <summary>Writes the messages of google.protobuf that have a JSON form of their own (protobuf.dev, ProtoJSON format).</summary>
internal sealed class WellKnownJson(JsonSink sink, ProtobufJson messages, DescriptorSet? descriptors)
{
    /// <summary>Writes one.</summary>
    /// <returns>False when its value has no such form, and it is to be written by its fields.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> bytes, in ProtobufField message, WellKnownType type, int depth)
    {
        switch (type)
        {
            case WellKnownType.Any:
                WriteAny(bytes, message, depth);
                return true;
            case WellKnownType.Timestamp:
                return TryWriteTime(bytes, message, isTimestamp: true);
            case WellKnownType.Duration:
                return TryWriteTime(bytes, message, isTimestamp: false);
            case WellKnownType.FieldMask:
                WriteFieldMask(bytes, message);
                return true;
            case WellKnownType.Struct:
                WriteStruct(bytes, message, depth);
                return true;
            case WellKnownType.Value:
                WriteValue(bytes, message, depth);
                return true;
            case WellKnownType.ListValue:
                WriteList(bytes, message, depth);
                return true;
            default:
                WriteWrapper(bytes, message, WellKnownTypes.WrappedBy(type));
                return true;
        }
    }

    // type_url = 1, value = 2. Of a type that is known its fields, else the bytes.
    private void WriteAny(ReadOnlySpan<byte> bytes, in ProtobufField message, int depth)
    {
        ReadOnlySpan<byte> url = ProtobufJson.TryFind(bytes, message, 1, out ProtobufField field) && field.Wire == WireType.Length
            ? bytes.Slice(field.Start, field.Length)
            : default;
        bool hasValue = ProtobufJson.TryFind(bytes, message, 2, out ProtobufField value) && value.Wire == WireType.Length;
        value = hasValue ? value : default;
        MessageType? type = descriptors?.FindMessage(url[(url.LastIndexOf((byte)'/') + 1)..]);
        sink.OpenObject();
        sink.Key("\"@type\":"u8);
        sink.Text(url);
        if (hasValue && type is { WellKnown: WellKnownType.None } && depth > 1)
        {
            messages.WriteMembers(bytes, value, type, depth - 1);
        }
        else if (type is { WellKnown: not WellKnownType.None } && depth > 1)
        {
            // Without a value it is the type's default, which has a form too.
            sink.Key("\"value\":"u8);
            messages.WriteMessage(bytes, value, type, depth - 1);
        }
        else if (hasValue)
        {
            sink.Key("\"value\":"u8);
            sink.Bytes(bytes.Slice(value.Start, value.Length));
        }

        sink.CloseObject();
    }

    // seconds = 1, nanos = 2.
    private bool TryWriteTime(ReadOnlySpan<byte> bytes, in ProtobufField message, bool isTimestamp)
    {
        ProtobufJson.TryFind(bytes, message, 1, out ProtobufField seconds);
        ProtobufJson.TryFind(bytes, message, 2, out ProtobufField nanos);
        Span<byte> room = stackalloc byte[ProtobufTime.MaxBytes];
        int length = isTimestamp
            ? ProtobufTime.WriteTimestamp(room, (long)seconds.Bits, (int)nanos.Bits)
            : ProtobufTime.WriteDuration(room, (long)seconds.Bits, (int)nanos.Bits);
        if (length == 0)
        {
            return false;
        }

        sink.Text(room[..length]);
        return true;
    }

    // paths = 1, repeated, of which JSON makes one text with commas; the names stay as they are.
    private void WriteFieldMask(ReadOnlySpan<byte> bytes, in ProtobufField message)
    {
        sink.OpenText();
        bool isFirst = true;
        var fields = new ProtobufFields(bytes, message.Start, message.Start + message.Length, message.IsCut);
        while (fields.MoveNext(out ProtobufField field) && sink.HasRoom())
        {
            if (field is { Number: 1, Wire: WireType.Length })
            {
                sink.TextPart(isFirst ? default : ","u8);
                sink.TextPart(bytes.Slice(field.Start, field.Length));
                isFirst = false;
            }
        }

        sink.CloseText();
    }

    // fields = 1, a map of text to Value.
    private void WriteStruct(ReadOnlySpan<byte> bytes, in ProtobufField message, int depth)
    {
        sink.OpenObject();
        var fields = new ProtobufFields(bytes, message.Start, message.Start + message.Length, message.IsCut);
        while (fields.MoveNext(out ProtobufField entry) && sink.HasRoom())
        {
            if (entry is not { Number: 1, Wire: WireType.Length })
            {
                continue;
            }

            ProtobufJson.TryFind(bytes, entry, 1, out ProtobufField key);
            ProtobufScalar.WriteMapKey(sink, bytes, ProtobufType.String, key);
            if (ProtobufJson.TryFind(bytes, entry, 2, out ProtobufField value) && value.Wire == WireType.Length)
            {
                WriteValue(bytes, value, depth - 1);
            }
            else
            {
                sink.Literal("null"u8);
            }
        }

        sink.CloseObject();
    }

    // null_value = 1, number_value = 2, string_value = 3, bool_value = 4, struct_value = 5, list_value = 6; the last one counts.
    private void WriteValue(ReadOnlySpan<byte> bytes, in ProtobufField message, int depth)
    {
        ProtobufField last = default;
        var fields = new ProtobufFields(bytes, message.Start, message.Start + message.Length, message.IsCut);
        while (depth > 0 && fields.MoveNext(out ProtobufField field))
        {
            last = field;
        }

        switch (last)
        {
            case { Number: 2, Wire: WireType.Fixed64 }:
                sink.Double(BitConverter.UInt64BitsToDouble(last.Bits));
                break;
            case { Number: 3, Wire: WireType.Length }:
                sink.Text(bytes.Slice(last.Start, last.Length));
                break;
            case { Number: 4, Wire: WireType.Varint }:
                sink.Literal(last.Bits != 0 ? "true"u8 : "false"u8);
                break;
            case { Number: 5, Wire: WireType.Length }:
                WriteStruct(bytes, last, depth - 1);
                break;
            case { Number: 6, Wire: WireType.Length }:
                WriteList(bytes, last, depth - 1);
                break;
            default:
                sink.Literal("null"u8);
                break;
        }
    }

    // values = 1, repeated.
    private void WriteList(ReadOnlySpan<byte> bytes, in ProtobufField message, int depth)
    {
        sink.OpenArray();
        var fields = new ProtobufFields(bytes, message.Start, message.Start + message.Length, message.IsCut);
        while (depth > 0 && fields.MoveNext(out ProtobufField field) && sink.HasRoom())
        {
            if (field is { Number: 1, Wire: WireType.Length })
            {
                WriteValue(bytes, field, depth - 1);
            }
        }

        sink.CloseArray();
    }

    // value = 1; a wrapper without it wraps the default.
    private void WriteWrapper(ReadOnlySpan<byte> bytes, in ProtobufField message, ProtobufType wrapped)
    {
        bool isFound = ProtobufJson.TryFind(bytes, message, 1, out ProtobufField value) && value.Wire == ProtobufTypes.WireOf(wrapped);
        ReadOnlySpan<byte> content = isFound && value.Wire == WireType.Length ? bytes.Slice(value.Start, value.Length) : default;
        switch (wrapped)
        {
            case ProtobufType.String:
                sink.Text(content);
                break;
            case ProtobufType.Bytes:
                sink.Bytes(content);
                break;
            default:
                ProtobufScalar.Write(sink, wrapped, isFound ? value.Bits : 0, names: null);
                break;
        }
    }
}
