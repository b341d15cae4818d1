namespace PodMirror.Spans;

/// <summary>
/// Writes a protobuf message as JSON: by its descriptor in the JSON mapping of protobuf, and what has no descriptor by the numbers of its
/// fields. See docs/grpc.md.
/// </summary>
/// <remarks>
/// Holds scratch memory: one for each thread. Bytes are untrusted: whatever they are, what is written is JSON, in time that is linear but
/// for the sorting of fields that were not in order.
/// </remarks>
internal sealed class ProtobufJson
{
    /// <summary>Messages within messages that are followed, as deep as protobuf's own readers go by default.</summary>
    internal const int MaxDepth = 100;

    private readonly JsonSink _sink;
    private readonly ProtobufFieldStack _stack = new();
    private readonly WireJson _wire;
    private readonly WellKnownJson _wellKnown;

    internal ProtobufJson(JsonSink sink, DescriptorSet? descriptors)
    {
        _sink = sink;
        _wire = new WireJson(sink, this);
        _wellKnown = new WellKnownJson(sink, this, descriptors);
    }

    /// <summary>Writes a message.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="isCut">Whether it goes on beyond them.</param>
    /// <param name="type">What it is; null when nobody knows.</param>
    /// <returns>False when the bytes are no message, and nothing was written.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> bytes, bool isCut, MessageType? type)
    {
        if (!WireJson.IsMessage(bytes, 0, bytes.Length, isCut))
        {
            return false;
        }

        _stack.Pop(0);
        var root = new ProtobufField { Wire = WireType.Length, Length = bytes.Length, IsCut = isCut };
        WriteMessage(bytes, root, type, MaxDepth);
        return true;
    }

    /// <summary>Writes a message that lies in a field.</summary>
    internal void WriteMessage(ReadOnlySpan<byte> bytes, in ProtobufField field, MessageType? type, int depth)
    {
        if (depth == 0)
        {
            _sink.Bytes(bytes.Slice(field.Start, field.Length));
            return;
        }

        if (type is { WellKnown: not WellKnownType.None } && _wellKnown.TryWrite(bytes, field, type.WellKnown, depth))
        {
            return;
        }

        _sink.OpenObject();
        WriteMembers(bytes, field, type, depth);
        _sink.CloseObject();
    }

    /// <summary>Writes the fields of a message into an object that is open.</summary>
    internal void WriteMembers(ReadOnlySpan<byte> bytes, in ProtobufField message, MessageType? type, int depth)
    {
        int bottom = _stack.Count;
        Push(bytes, message);
        WriteMembers(bytes, bottom, type, depth);
        _stack.Pop(bottom);
    }

    /// <summary>The last field of a number in a message, as a reader of a single one takes it; false when there is none.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> bytes, in ProtobufField message, int number, out ProtobufField found)
    {
        found = default;
        var fields = new ProtobufFields(bytes, message.Start, message.Start + message.Length, message.IsCut);
        while (fields.MoveNext(out ProtobufField field))
        {
            found = field.Number == number ? field : found;
        }

        return found.Number != 0;
    }

    private void Push(ReadOnlySpan<byte> bytes, in ProtobufField message)
    {
        if (_stack.Push(bytes, message.Start, message.Start + message.Length, message.IsCut) != ProtobufEnd.Complete)
        {
            _sink.MarkCut();
        }
    }

    private void WriteMembers(ReadOnlySpan<byte> bytes, int bottom, MessageType? type, int depth)
    {
        _stack.Sort(bottom);
        int top = _stack.Count;
        for (int first = bottom; first < top && _sink.HasRoom();)
        {
            int end = _stack.EndOfNumber(first, top);
            FieldType? field = type?.Find(_stack[first].Number);
            if (field is null || !Fits(field, first, end))
            {
                WriteUnknown(bytes, first, end, depth);
            }
            else
            {
                _sink.Key(field.Key);
                WriteKnown(bytes, field, first, end, depth);
            }

            first = end;
        }
    }

    // A value in another wire type than its descriptor says is of another version of the message, or of another message.
    private bool Fits(FieldType field, int first, int end)
    {
        WireType expected = ProtobufTypes.WireOf(field.Type);
        bool mayBePacked = field.IsRepeated && ProtobufTypes.IsPackable(field.Type);
        for (int at = first; at < end; at++)
        {
            WireType wire = _stack[at].Wire;
            if (wire != expected && !(mayBePacked && wire == WireType.Length))
            {
                return false;
            }
        }

        return true;
    }

    private void WriteUnknown(ReadOnlySpan<byte> bytes, int first, int end, int depth)
    {
        _sink.Key(_stack[first].Number);
        if (end - first == 1)
        {
            _wire.WriteValue(bytes, _stack[first], depth);
            return;
        }

        _sink.OpenArray();
        for (int at = first; at < end && _sink.HasRoom(); at++)
        {
            _wire.WriteValue(bytes, _stack[at], depth);
        }

        _sink.CloseArray();
    }

    private void WriteKnown(ReadOnlySpan<byte> bytes, FieldType field, int first, int end, int depth)
    {
        if (field.IsMap)
        {
            WriteMap(bytes, field.Message!, first, end, depth);
        }
        else if (field.IsRepeated)
        {
            _sink.OpenArray();
            for (int at = first; at < end && _sink.HasRoom(); at++)
            {
                WriteElements(bytes, field, _stack[at], depth);
            }

            _sink.CloseArray();
        }
        else if (end - first > 1 && field.Type is ProtobufType.Message && field.Message is { WellKnown: WellKnownType.None })
        {
            WriteMerged(bytes, field.Message, first, end, depth);
        }
        else
        {
            // The last one counts (protobuf.dev, encoding).
            WriteValue(bytes, field, _stack[end - 1], depth);
        }
    }

    // A message that comes in several pieces is all of them together.
    private void WriteMerged(ReadOnlySpan<byte> bytes, MessageType type, int first, int end, int depth)
    {
        int bottom = _stack.Count;
        _sink.OpenObject();
        if (depth > 1)
        {
            for (int at = first; at < end; at++)
            {
                Push(bytes, _stack[at]);
            }

            WriteMembers(bytes, bottom, type, depth - 1);
        }

        _sink.CloseObject();
        _stack.Pop(bottom);
    }

    private void WriteMap(ReadOnlySpan<byte> bytes, MessageType entry, int first, int end, int depth)
    {
        FieldType? keyType = entry.Find(1);
        FieldType? valueType = entry.Find(2);
        _sink.OpenObject();
        for (int at = first; at < end && _sink.HasRoom(); at++)
        {
            ProtobufField field = _stack[at];
            TryFind(bytes, field, 1, out ProtobufField key);
            ProtobufScalar.WriteMapKey(_sink, bytes, keyType?.Type ?? ProtobufType.String, key);
            if (valueType is not null && TryFind(bytes, field, 2, out ProtobufField value) && value.Wire == ProtobufTypes.WireOf(valueType.Type))
            {
                WriteValue(bytes, valueType, value, depth);
            }
            else
            {
                _sink.Literal("null"u8);
            }
        }

        _sink.CloseObject();
    }

    private void WriteElements(ReadOnlySpan<byte> bytes, FieldType field, ProtobufField value, int depth)
    {
        if (value.Wire != WireType.Length || !ProtobufTypes.IsPackable(field.Type))
        {
            WriteValue(bytes, field, value, depth);
            return;
        }

        var packed = new PackedValues(bytes.Slice(value.Start, value.Length), ProtobufTypes.WireOf(field.Type));
        while (packed.MoveNext(out ulong bits) && _sink.HasRoom())
        {
            ProtobufScalar.Write(_sink, field.Type, bits, field.Enum);
        }

        if (!packed.IsComplete)
        {
            _sink.MarkCut();
        }
    }

    private void WriteValue(ReadOnlySpan<byte> bytes, FieldType field, in ProtobufField value, int depth)
    {
        switch (field.Type)
        {
            case ProtobufType.Message or ProtobufType.Group:
                WriteMessage(bytes, value, field.Message, depth - 1);
                break;
            case ProtobufType.String:
                _sink.Text(bytes.Slice(value.Start, value.Length));
                MarkCut(value);
                break;
            case ProtobufType.Bytes:
                _sink.Bytes(bytes.Slice(value.Start, value.Length));
                MarkCut(value);
                break;
            default:
                ProtobufScalar.Write(_sink, field.Type, value.Bits, field.Enum);
                break;
        }
    }

    private void MarkCut(in ProtobufField value)
    {
        if (value.IsCut)
        {
            _sink.MarkCut();
        }
    }
}
