using System.Buffers.Binary;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>
/// Reads the fields of one protobuf message in place (protobuf.dev/programming-guides/encoding). Bytes are untrusted: whatever is wrong
/// with them becomes <see cref="Fault"/> and ends the reading; nothing is thrown, nothing is allocated.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int MaxVarintBytes = 10;
    private const ulong MaxFieldNumber = (1UL << 29) - 1;
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Where the last tag began.</summary>
    public int TagPosition { get; private set; }

    /// <summary>Why reading ended early; <see cref="ProtobufFault.None"/> while all is well.</summary>
    public ProtobufFault Fault { get; private set; }

    /// <summary>Reads the next field's number and wire type. False at the message's end, and on a fault.</summary>
    public bool TryReadTag(out int field, out WireType wire)
    {
        field = 0;
        wire = default;
        if (Fault != ProtobufFault.None || Position == _message.Length)
        {
            return false;
        }

        TagPosition = Position;
        if (!TryReadVarint(out ulong tag))
        {
            return false;
        }

        wire = (WireType)(tag & 7);
        ulong number = tag >> 3;
        if (number is 0 or > MaxFieldNumber || wire is not (WireType.Varint or WireType.Fixed64 or WireType.Length or WireType.Fixed32))
        {
            return Fail(ProtobufFault.TagInvalid);
        }

        field = (int)number;
        return true;
    }

    /// <summary>Reads a varint of at most ten bytes.</summary>
    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            if (Position == _message.Length)
            {
                return Fail(ProtobufFault.Truncated);
            }

            byte b = _message[Position++];
            if (i == MaxVarintBytes - 1 && b > 1)
            {
                return Fail(ProtobufFault.VarintTooLong);
            }

            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                return true;
            }
        }

        return Fail(ProtobufFault.VarintTooLong);
    }

    /// <summary>Reads a varint field; a fault when the field has another wire type.</summary>
    public bool TryReadVarint(WireType wire, out ulong value)
    {
        value = 0;
        return wire == WireType.Varint ? TryReadVarint(out value) : Fail(ProtobufFault.WireTypeWrong);
    }

    /// <summary>Reads an eight-byte field; a fault when the field has another wire type.</summary>
    public bool TryReadFixed64(WireType wire, out ulong value)
    {
        value = 0;
        if (wire != WireType.Fixed64)
        {
            return Fail(ProtobufFault.WireTypeWrong);
        }

        if (!TryTake(sizeof(ulong), out ReadOnlySpan<byte> bytes))
        {
            return false;
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    /// <summary>Reads a length-delimited field; a fault when the field has another wire type.</summary>
    public bool TryReadBytes(WireType wire, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (wire != WireType.Length)
        {
            return Fail(ProtobufFault.WireTypeWrong);
        }

        return TryReadVarint(out ulong length) && TryTake(length, out bytes);
    }

    /// <summary>Reads a string field, which must be UTF-8.</summary>
    public bool TryReadString(WireType wire, out ReadOnlySpan<byte> text)
    {
        if (!TryReadBytes(wire, out text))
        {
            return false;
        }

        return System.Text.Unicode.Utf8.IsValid(text) || Fail(ProtobufFault.Utf8Invalid);
    }

    /// <summary>Steps over the value of a field that is not known, as protobuf asks of readers older than the message.</summary>
    public bool TrySkip(WireType wire) => wire switch
    {
        WireType.Varint => TryReadVarint(out _),
        WireType.Fixed64 => TryTake(sizeof(ulong), out _),
        WireType.Fixed32 => TryTake(sizeof(uint), out _),
        _ => TryReadBytes(wire, out _),
    };

    /// <summary>Ends the reading with a reason; returns false so that a reader can return it.</summary>
    public bool Fail(ProtobufFault fault)
    {
        Fault = fault;
        return false;
    }

    private bool TryTake(ulong count, out ReadOnlySpan<byte> bytes)
    {
        if (count > (ulong)(_message.Length - Position))
        {
            bytes = default;
            return Fail(ProtobufFault.Truncated);
        }

        bytes = _message.Slice(Position, (int)count);
        Position += (int)count;
        return true;
    }
}
