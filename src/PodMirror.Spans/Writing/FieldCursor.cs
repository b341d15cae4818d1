namespace PodMirror.Spans;

/// <summary>Writes protobuf into room whose size was computed before.</summary>
internal ref struct FieldCursor(Span<byte> room)
{
    private readonly Span<byte> _room = room;
    private int _at;

    internal void Put(byte value) => _room[_at++] = value;

    internal void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_room[_at..]);
        _at += bytes.Length;
    }

    /// <summary>Puts ASCII letters in lower case, and other bytes as they are.</summary>
    internal void PutLowerCase(ReadOnlySpan<byte> name)
    {
        Span<byte> to = _room.Slice(_at, name.Length);
        for (int i = 0; i < to.Length; i++)
        {
            byte b = name[i];
            to[i] = (uint)(b - 'A') <= 'Z' - 'A' ? (byte)(b | 0x20) : b;
        }

        _at += name.Length;
    }

    /// <summary>Puts a tag of one byte and a length.</summary>
    internal void PutHead(int field, int length)
    {
        Put((byte)((field << 3) | (int)WireType.Length));
        PutVarint((ulong)length);
    }

    internal void PutVarint(ulong value)
    {
        while (value >= 0x80)
        {
            Put((byte)(value | 0x80));
            value >>= 7;
        }

        Put((byte)value);
    }
}
