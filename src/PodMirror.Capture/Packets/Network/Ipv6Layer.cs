using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// An IPv6 header and its extension headers (RFC 8200).
/// <code>version u4, class, flow label | payload length u16 | next header u8 | hop limit u8 | source (16 bytes) | destination (16 bytes)</code>
/// </summary>
internal static class Ipv6Layer
{
    private const int HeaderBytes = 40;
    private const int ExtensionUnitBytes = 8;
    private const int FragmentHeaderBytes = 8;

    /// <summary>Reads the headers, and joins the datagram when it is a fragment.</summary>
    public static Layer Read(ref PacketWalk walk, FragmentTable fragments)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        ReadOnlySpan<byte> header = walk.Bytes[..HeaderBytes];
        if (header[0] >> 4 != 6)
        {
            return walk.End(MirrorCounter.PacketsMalformed);
        }

        walk.Source = BinaryPrimitives.ReadUInt128BigEndian(header[8..]);
        walk.Destination = BinaryPrimitives.ReadUInt128BigEndian(header[24..]);
        walk.InIp = true;
        int payloadBytes = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        walk.Skip(HeaderBytes);

        // Length 0 is a jumbogram (RFC 2675) or BIG TCP with its option taken off: all that is there.
        if (payloadBytes != 0)
        {
            walk.Limit(payloadBytes);
        }

        return ReadNext(ref walk, header[6], fragments);
    }

    /// <summary>Goes along the chain of extension headers, which a joined datagram may go on with.</summary>
    private static Layer ReadNext(ref PacketWalk walk, byte protocol, FragmentTable fragments)
    {
        for (int count = 0; count < DecodeLimits.MaxExtensionHeaders; count++)
        {
            if (IpProtocols.IsFragment(protocol))
            {
                if (!walk.Has(FragmentHeaderBytes))
                {
                    return walk.EndShort(FragmentHeaderBytes);
                }

                byte inner = walk.Bytes[0];
                ushort offset = walk.UInt16(2);
                var part = new Fragment(walk.UInt32(4), inner, offset & ~7, (offset & 1) != 0);
                walk.Skip(FragmentHeaderBytes);

                // A fragment that is the whole datagram goes on at once (RFC 6946).
                if ((part.Offset != 0 || part.More) && !fragments.TryJoin(ref walk, part))
                {
                    return Layer.End;
                }

                protocol = inner;
            }
            else if (IpProtocols.IsExtension(protocol))
            {
                if (!walk.Has(ExtensionUnitBytes))
                {
                    return walk.EndShort(ExtensionUnitBytes);
                }

                int length = IpProtocols.ExtensionBytes(protocol, walk.Bytes[1]);
                if (!walk.Has(length))
                {
                    return walk.EndShort(length);
                }

                protocol = walk.Bytes[0];
                walk.Skip(length);
            }
            else
            {
                return IpProtocols.Next(ref walk, protocol);
            }
        }

        return walk.End(MirrorCounter.PacketsLinkUnknown);
    }
}
