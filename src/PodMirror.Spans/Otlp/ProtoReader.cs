using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>Walks the fields of one protobuf message in place. Never throws: malformed bytes end the walk with <see cref="IsMalformed"/>.</summary>
public ref struct ProtoReader
{
    private readonly ReadOnlySpan<byte> _message;

    /// <summary>Starts before the first field.</summary>
    public ProtoReader(ReadOnlySpan<byte> message)
    {
        _message = message;
        Position = 0;
        FieldNumber = 0;
        WireTypeValue = 0;
        Value = 0;
        Bytes = default;
        IsMalformed = false;
    }

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>The number of the field that <see cref="MoveNext"/> found.</summary>
    public int FieldNumber { get; private set; }

    /// <summary>The field's wire type: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes.</summary>
    public int WireTypeValue { get; private set; }

    /// <summary>The number of a varint or a fixed field.</summary>
    public ulong Value { get; private set; }

    /// <summary>The bytes of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the walk ended because the bytes are no protobuf.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Goes to the next field; false at the end, or where the bytes are malformed.</summary>
    public bool MoveNext()
    {
        if (Position == _message.Length || IsMalformed)
        {
            return false;
        }

        Bytes = default;
        IsMalformed = !TryReadVarint(out ulong tag) || tag >> 3 is 0 or > 0x1fff_ffff || !TryReadValue((int)(tag & 7));
        FieldNumber = (int)(tag >> 3);
        WireTypeValue = (int)(tag & 7);
        return !IsMalformed;
    }

    private bool TryReadValue(int wireType)
    {
        ReadOnlySpan<byte> rest = _message[Position..];
        switch ((WireType)wireType)
        {
            case WireType.Varint:
                bool isVarint = TryReadVarint(out ulong value);
                Value = value;
                return isVarint;
            case WireType.Fixed64 when rest.Length >= sizeof(ulong):
                Value = BinaryPrimitives.ReadUInt64LittleEndian(rest);
                Position += sizeof(ulong);
                return true;
            case WireType.Fixed32 when rest.Length >= sizeof(uint):
                Value = BinaryPrimitives.ReadUInt32LittleEndian(rest);
                Position += sizeof(uint);
                return true;
            case WireType.Length:
                if (!TryReadVarint(out ulong length) || length > (ulong)(_message.Length - Position))
                {
                    return false;
                }

                Bytes = _message.Slice(Position, (int)length);
                Position += (int)length;
                return true;
            default:
                return false;
        }
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && Position < _message.Length; shift += 7)
        {
            byte b = _message[Position++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
