using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// A TCP header (RFC 9293 section 3.1).
/// <code>
/// source port u16 | destination port u16 | sequence u32 | acknowledgement u32
/// header length u4 in units of four bytes, reserved u4 | flags u8 | window u16 | checksum u16 | urgent u16 | options
/// </code>
/// </summary>
internal static class TcpLayer
{
    private const int MinHeaderBytes = 20;
    private const TcpFlags KnownFlags = TcpFlags.Fin | TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Psh | TcpFlags.Ack;

    /// <summary>Reads the segment; what is left of the packet is its payload.</summary>
    public static MirrorCounter Read(scoped in PacketWalk walk, out TcpSegment segment)
    {
        segment = default;
        if (!walk.Has(MinHeaderBytes))
        {
            return walk.Short(MinHeaderBytes);
        }

        ReadOnlySpan<byte> header = walk.Bytes[..MinHeaderBytes];
        int headerBytes = (header[12] >> 4) * 4;
        if (headerBytes < MinHeaderBytes)
        {
            return MirrorCounter.PacketsMalformed;
        }

        if (!walk.Has(headerBytes))
        {
            return walk.Short(headerBytes);
        }

        segment.Source = new IpEndpoint(walk.Source, BinaryPrimitives.ReadUInt16BigEndian(header));
        segment.Destination = new IpEndpoint(walk.Destination, BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
        segment.Sequence = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        segment.Acknowledgement = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        segment.Flags = (TcpFlags)header[13] & KnownFlags;
        segment.Payload = walk.Bytes[headerBytes..];
        segment.WirePayloadBytes = walk.WireBytes - headerBytes;
        segment.TimestampNs = walk.TimestampNs;
        segment.Origin = walk.Origin;
        return MirrorCounter.PacketsTcp;
    }
}
