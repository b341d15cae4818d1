using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// An IPv4 header (RFC 791 section 3.1).
/// <code>
/// version u4, header length u4 | service u8 | total length u16 | identification u16 | flags u3, fragment offset u13
/// time to live u8 | protocol u8 | checksum u16 | source u32 | destination u32 | options
/// </code>
/// </summary>
internal static class Ipv4Layer
{
    private const int MinHeaderBytes = 20;
    private const ushort MoreFragments = 0x2000;
    private const ushort OffsetMask = 0x1FFF;

    /// <summary>Reads the header, and joins the datagram when it is a fragment.</summary>
    public static Layer Read(ref PacketWalk walk, FragmentTable fragments)
    {
        if (!walk.Has(MinHeaderBytes))
        {
            return walk.EndShort(MinHeaderBytes);
        }

        ReadOnlySpan<byte> header = walk.Bytes[..MinHeaderBytes];
        int headerBytes = (header[0] & 0x0F) * 4;
        int totalBytes = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);

        // A host that leaves cutting to its network card writes length 0 for what is longer than 65535 bytes (BIG TCP), and some for all it sends.
        if (totalBytes == 0)
        {
            totalBytes = walk.WireBytes;
        }

        if (header[0] >> 4 != 4 || headerBytes < MinHeaderBytes || totalBytes < headerBytes)
        {
            return walk.End(MirrorCounter.PacketsMalformed);
        }

        walk.Limit(totalBytes);
        if (!walk.Has(headerBytes))
        {
            return walk.EndShort(headerBytes);
        }

        ushort fragment = BinaryPrimitives.ReadUInt16BigEndian(header[6..]);
        byte protocol = header[9];
        walk.Source = IpEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(header[12..]), 0).Address;
        walk.Destination = IpEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(header[16..]), 0).Address;
        walk.InIp = true;
        walk.Skip(headerBytes);
        if ((fragment & (MoreFragments | OffsetMask)) == 0)
        {
            return IpProtocols.Next(ref walk, protocol);
        }

        var part = new Fragment(
            BinaryPrimitives.ReadUInt16BigEndian(header[4..]), protocol, (fragment & OffsetMask) * 8, (fragment & MoreFragments) != 0);
        return fragments.TryJoin(ref walk, part) ? IpProtocols.Next(ref walk, protocol) : Layer.End;
    }
}
