using System.Buffers;
using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>Writes protobuf fields into a buffer. Lengths that are not known yet are reserved and filled in afterwards.</summary>
/// <remarks>Past the buffer's bound nothing is written; the caller looks at <see cref="ByteBuffer.HasOverflowed"/> once, at the end.</remarks>
public static class ProtoWriter
{
    /// <summary>Bytes of a reserved length: a varint that may have leading zeros, and holds 256 MiB, more than any message here.</summary>
    public const int ReservedLengthBytes = 4;

    private const int MaxVarintBytes = 10;

    /// <summary>Writes a varint.</summary>
    public static void WriteVarint(ByteBuffer output, ulong value)
    {
        if (value < 0x80)
        {
            output.Append((byte)value);
        }
        else
        {
            WriteLongVarint(output, value);
        }
    }

    /// <summary>Puts a varint at the beginning of room that has enough for it (<see cref="VarintBytes"/>); returns its bytes.</summary>
    public static int PutVarint(Span<byte> room, ulong value)
    {
        int bytes = 0;
        while (value >= 0x80)
        {
            room[bytes++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[bytes++] = (byte)value;
        return bytes;
    }

    /// <summary>Bytes that a varint takes, in [1, 10].</summary>
    public static int VarintBytes(ulong value) => 1 + (System.Numerics.BitOperations.Log2(value | 1) / 7);

    /// <summary>Writes a varint field.</summary>
    public static void WriteVarintField(ByteBuffer output, int field, ulong value)
    {
        WriteTag(output, field, WireType.Varint);
        WriteVarint(output, value);
    }

    /// <summary>Writes a field of eight bytes.</summary>
    public static void WriteFixed64Field(ByteBuffer output, int field, ulong value)
    {
        WriteTag(output, field, WireType.Fixed64);
        Span<byte> room = output.AppendRoom(sizeof(ulong));
        BinaryPrimitives.TryWriteUInt64LittleEndian(room, value);
    }

    /// <summary>Writes a field of four bytes.</summary>
    public static void WriteFixed32Field(ByteBuffer output, int field, uint value)
    {
        WriteTag(output, field, WireType.Fixed32);
        Span<byte> room = output.AppendRoom(sizeof(uint));
        BinaryPrimitives.TryWriteUInt32LittleEndian(room, value);
    }

    /// <summary>Writes a field of bytes or text.</summary>
    public static void WriteBytesField(ByteBuffer output, int field, ReadOnlySpan<byte> value)
    {
        WriteTag(output, field, WireType.Length);
        WriteVarint(output, (ulong)value.Length);
        output.Append(value);
    }

    /// <summary>Writes a varint field into any writer of bytes.</summary>
    public static void WriteVarintField(IBufferWriter<byte> output, int field, ulong value)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> room = output.GetSpan(2 * MaxVarintBytes);
        int tag = PutVarint(room, Tag(field, WireType.Varint));
        output.Advance(tag + PutVarint(room[tag..], value));
    }

    /// <summary>Writes a field of bytes or text into any writer of bytes.</summary>
    public static void WriteBytesField(IBufferWriter<byte> output, int field, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> room = output.GetSpan(2 * MaxVarintBytes);
        int tag = PutVarint(room, Tag(field, WireType.Length));
        output.Advance(tag + PutVarint(room[tag..], (ulong)value.Length));
        output.Write(value);
    }

    /// <summary>Begins a nested message.</summary>
    /// <returns>What <see cref="EndMessage"/> needs.</returns>
    public static int BeginMessage(ByteBuffer output, int field)
    {
        WriteTag(output, field, WireType.Length);
        output.AppendRoom(ReservedLengthBytes);
        return output.Length;
    }

    /// <summary>Fills in the length of a nested message, which ends here.</summary>
    public static void EndMessage(ByteBuffer output, int start)
    {
        if (output.HasOverflowed)
        {
            return;
        }

        uint length = (uint)(output.Length - start);
        Span<byte> at = output.Mutable.Slice(start - ReservedLengthBytes, ReservedLengthBytes);
        at[0] = (byte)(length | 0x80);
        at[1] = (byte)((length >> 7) | 0x80);
        at[2] = (byte)((length >> 14) | 0x80);
        at[3] = (byte)((length >> 21) & 0x7f);
    }

    internal static void WriteTag(ByteBuffer output, int field, WireType type) => WriteVarint(output, Tag(field, type));

    private static uint Tag(int field, WireType type) => ((uint)field << 3) | (uint)type;

    private static void WriteLongVarint(ByteBuffer output, ulong value)
    {
        Span<byte> room = output.AppendRoom(VarintBytes(value));
        if (!room.IsEmpty)
        {
            PutVarint(room, value);
        }
    }
}
