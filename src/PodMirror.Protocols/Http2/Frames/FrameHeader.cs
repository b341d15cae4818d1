using System.Buffers.Binary;

namespace PodMirror.Protocols;

/// <summary>The nine bytes before a frame's payload (RFC 9113 section 4.1).</summary>
/// <param name="Length">Bytes of the payload, less than 2^24.</param>
/// <param name="Type">The type, which may be one that nobody knows.</param>
/// <param name="Flags">The flags; what they mean hangs on the type.</param>
/// <param name="StreamId">The stream, 0 for the connection.</param>
internal readonly record struct FrameHeader(int Length, FrameType Type, byte Flags, uint StreamId)
{
    /// <summary>Bytes of it.</summary>
    public const int Bytes = 9;

    public const byte EndStreamFlag = 0x1;
    public const byte AcknowledgementFlag = 0x1;
    public const byte EndHeadersFlag = 0x4;
    public const byte PaddedFlag = 0x8;
    public const byte PriorityFlag = 0x20;

    private const uint StreamIdBits = 0x7FFF_FFFF;

    public bool IsEndOfStream => (Flags & EndStreamFlag) != 0;

    public bool IsAcknowledgement => (Flags & AcknowledgementFlag) != 0;

    public bool IsEndOfHeaders => (Flags & EndHeadersFlag) != 0;

    public bool IsPadded => (Flags & PaddedFlag) != 0;

    public bool HasPriority => (Flags & PriorityFlag) != 0;

    /// <summary>Reads it; the reserved bit is passed over.</summary>
    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (bytes[0] << 16) | (bytes[1] << 8) | bytes[2],
        (FrameType)bytes[3],
        bytes[4],
        BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]) & StreamIdBits);
}
