using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>
/// Reads the fields of one protobuf message in place (protobuf.dev/programming-guides/encoding). Bytes are untrusted: whatever is wrong
/// with them becomes <see cref="Fault"/> and ends the reading; nothing is thrown, nothing is allocated.
/// </summary>
/// <param name="message">The message.</param>
public ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int MaxVarintBytes = 10;
    private const ulong MaxFieldNumber = (1UL << 29) - 1;
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Where the last tag began.</summary>
    public int TagPosition { get; private set; }

    /// <summary>Why reading ended early; <see cref="ProtoFault.None"/> while all is well.</summary>
    public ProtoFault Fault { get; private set; }

    /// <summary>Reads the next field's number and wire type. False at the message's end, and on a fault.</summary>
    public bool TryReadTag(out int field, out WireType wire)
    {
        field = 0;
        wire = default;
        if (Fault != ProtoFault.None || Position == _message.Length)
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
            return Fail(ProtoFault.TagInvalid);
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
                return Fail(ProtoFault.Truncated);
            }

            byte b = _message[Position++];
            if (i == MaxVarintBytes - 1 && b > 1)
            {
                return Fail(ProtoFault.VarintTooLong);
            }

            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                return true;
            }
        }

        return Fail(ProtoFault.VarintTooLong);
    }

    /// <summary>Reads a varint field; a fault when the field has another wire type.</summary>
    public bool TryReadVarint(WireType wire, out ulong value)
    {
        value = 0;
        return wire == WireType.Varint ? TryReadVarint(out value) : Fail(ProtoFault.WireTypeWrong);
    }

    /// <summary>Reads an eight-byte field; a fault when the field has another wire type.</summary>
    public bool TryReadFixed64(WireType wire, out ulong value)
    {
        value = 0;
        if (wire != WireType.Fixed64)
        {
            return Fail(ProtoFault.WireTypeWrong);
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
            return Fail(ProtoFault.WireTypeWrong);
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

        return System.Text.Unicode.Utf8.IsValid(text) || Fail(ProtoFault.Utf8Invalid);
    }

    /// <summary>Reads the value of a field whatever its wire type is.</summary>
    /// <param name="wire">The wire type that the tag gave.</param>
    /// <param name="number">The value; 0 of a length-delimited field.</param>
    /// <param name="bytes">The bytes of a length-delimited field; otherwise none.</param>
    public bool TryReadValue(WireType wire, out ulong number, out ReadOnlySpan<byte> bytes)
    {
        number = 0;
        bytes = default;
        return wire switch
        {
            WireType.Varint => TryReadVarint(out number),
            WireType.Fixed64 => TryReadFixed64(wire, out number),
            WireType.Fixed32 => TryReadFixed32(out number),
            _ => TryReadBytes(wire, out bytes),
        };
    }

    /// <summary>Steps over the value of a field that is not known, as protobuf asks of readers older than the message.</summary>
    public bool TrySkip(WireType wire) => TryReadValue(wire, out _, out _);

    private bool Fail(ProtoFault fault)
    {
        Fault = fault;
        return false;
    }

    private bool TryReadFixed32(out ulong value)
    {
        bool isTaken = TryTake(sizeof(uint), out ReadOnlySpan<byte> bytes);
        value = isTaken ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        return isTaken;
    }

    private bool TryTake(ulong count, out ReadOnlySpan<byte> bytes)
    {
        if (count > (ulong)(_message.Length - Position))
        {
            bytes = default;
            return Fail(ProtoFault.Truncated);
        }

        bytes = _message.Slice(Position, (int)count);
        Position += (int)count;
        return true;
    }
}
