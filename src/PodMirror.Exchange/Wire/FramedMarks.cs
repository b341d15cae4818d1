using System.Buffers.Binary;

namespace PodMirror.Exchange;

/// <summary>
/// Where the first messages of a framed content begin in what is kept of the body, and when each began: twelve bytes each, an offset
/// of four and nanoseconds of eight, little-endian.
/// </summary>
public readonly ref struct FramedMarks
{
    /// <summary>The most that a message has: as many as its span shows as events, and no more.</summary>
    public const int MaxCount = 32;

    /// <summary>Bytes of one mark.</summary>
    public const int MarkBytes = sizeof(uint) + sizeof(long);

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Reads marks where they lie; bytes behind the last whole one are passed over.</summary>
    public FramedMarks(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Count => _bytes.Length / MarkBytes;

    /// <summary>Where in the kept body the message begins, its frame's or prefix's first byte. May lie beyond the body: the wire said so.</summary>
    public uint OffsetOf(int mark) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(mark * MarkBytes)..]);

    /// <summary>When the packet with that byte was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long TimestampNsOf(int mark) => BinaryPrimitives.ReadInt64LittleEndian(_bytes[((mark * MarkBytes) + sizeof(uint))..]);

    /// <summary>Writes one mark; the destination holds at least <see cref="MarkBytes"/>.</summary>
    public static void Write(Span<byte> destination, uint offset, long timestampNs)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, offset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[sizeof(uint)..], timestampNs);
    }
}
