using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>
/// Walks the fields of one message in place (protobuf.dev/programming-guides/encoding), groups among them, without a look into what is
/// nested. Bytes are untrusted; nothing throws.
/// </summary>
/// <param name="bytes">Holds the message.</param>
/// <param name="start">Where the message begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="isCut">Whether it goes on beyond its end: the last value may be a part then.</param>
internal ref struct ProtobufFields(ReadOnlySpan<byte> bytes, int start, int end, bool isCut)
{
    /// <summary>
    /// Groups within groups. Each level is walked once more to find its end, so that this is a factor of the time; proto2 has
    /// discouraged groups since 2008.
    /// </summary>
    internal const int MaxGroupDepth = 8;

    private const int MaxVarintBytes = 10;
    private const ulong MaxNumber = (1UL << 29) - 1;
    private const int EndGroup = 4;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _end = end;
    private int _position = start;

    /// <summary>How they ended.</summary>
    internal ProtobufEnd Ended { get; private set; }

    /// <summary>Reads the next field; false at the end, of which <see cref="Ended"/> tells.</summary>
    internal bool MoveNext(out ProtobufField field)
    {
        field = default;
        if (_position == _end)
        {
            Ended = Ended == ProtobufEnd.None ? isCut ? ProtobufEnd.Cut : ProtobufEnd.Complete : Ended;
            return false;
        }

        // What ends a group stands at no place of its own.
        return TryReadTag(out field.Number, out int wire) && (wire == EndGroup ? Stop(ProtobufEnd.Invalid) : TryReadValue(wire, ref field));
    }

    private bool TryReadTag(out int number, out int wire)
    {
        bool isRead = TryReadVarint(out ulong tag);
        number = (int)(tag >> 3);
        wire = (int)(tag & 7);
        return isRead && (tag >> 3 is > 0 and <= MaxNumber || Stop(ProtobufEnd.Invalid));
    }

    private bool TryReadValue(int wire, ref ProtobufField field)
    {
        field.Wire = (WireType)wire;
        switch (field.Wire)
        {
            case WireType.Varint:
                return TryReadVarint(out field.Bits);
            case WireType.Fixed64:
                return TryReadFixed(sizeof(ulong), out field.Bits);
            case WireType.Fixed32:
                return TryReadFixed(sizeof(uint), out field.Bits);
            case WireType.Length:
                return TryReadLength(ref field);
            case ProtobufField.Group:
                return TryReadGroup(ref field);
            default:
                return Stop(ProtobufEnd.Invalid);
        }
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            if (_position == _end)
            {
                return StopEarly();
            }

            byte b = _bytes[_position++];
            value |= (ulong)(b & 0x7f) << (7 * i);
            if (b < 0x80)
            {
                // The tenth byte has one bit of 64.
                return i < MaxVarintBytes - 1 || b <= 1 || Stop(ProtobufEnd.Invalid);
            }
        }

        return Stop(ProtobufEnd.Invalid);
    }

    private bool TryReadFixed(int size, out ulong value)
    {
        value = 0;
        if (_end - _position < size)
        {
            return StopEarly();
        }

        ReadOnlySpan<byte> at = _bytes[_position..];
        value = size == sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
        _position += size;
        return true;
    }

    private bool TryReadLength(ref ProtobufField field)
    {
        if (!TryReadVarint(out ulong length))
        {
            return false;
        }

        int rest = _end - _position;
        if (length > (ulong)rest)
        {
            // No length of a message passes 2 GiB: a longer one is no protobuf, also where the bytes are cut.
            if (!isCut || length > int.MaxValue)
            {
                return Stop(ProtobufEnd.Invalid);
            }

            field.IsCut = true;
            length = (ulong)rest;
        }

        field.Start = _position;
        field.Length = (int)length;
        _position += (int)length;
        return true;
    }

    private bool TryReadGroup(ref ProtobufField field)
    {
        Span<int> open = stackalloc int[MaxGroupDepth];
        open[0] = field.Number;
        int depth = 1;
        field.Start = _position;
        while (true)
        {
            int before = _position;
            if (!TryReadTag(out int number, out int wire))
            {
                field.IsCut = Ended == ProtobufEnd.Cut;
                field.Length = before - field.Start;
                return field.IsCut;
            }

            if (wire == EndGroup)
            {
                if (number != open[--depth])
                {
                    return Stop(ProtobufEnd.Invalid);
                }

                if (depth == 0)
                {
                    field.Length = before - field.Start;
                    return true;
                }
            }
            else if (wire == (int)ProtobufField.Group)
            {
                if (depth == MaxGroupDepth)
                {
                    return Stop(ProtobufEnd.Invalid);
                }

                open[depth++] = number;
            }
            else if (!TrySkip(wire))
            {
                field.IsCut = Ended == ProtobufEnd.Cut;
                field.Length = before - field.Start;
                return field.IsCut;
            }
        }
    }

    private bool TrySkip(int wire)
    {
        ProtobufField skipped = default;
        return TryReadValue(wire, ref skipped);
    }

    private bool StopEarly() => Stop(isCut ? ProtobufEnd.Cut : ProtobufEnd.Invalid);

    private bool Stop(ProtobufEnd why)
    {
        Ended = why;
        _position = _end;
        return false;
    }
}
