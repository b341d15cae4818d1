using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// Linux' packet filter log: address family u8, version u8, resource u16, then attributes of length u16 and type u16 in the byte order
/// of the host that wrote them, padded to four bytes. One of them is the IP packet.
/// </summary>
internal static class NflogLayer
{
    private const int HeaderBytes = 4;
    private const int AttributeHeaderBytes = 4;
    private const ushort PayloadAttribute = 9;
    private const byte IPv4 = 2;
    private const byte IPv6 = 10;

    /// <summary>Looks for the packet among the attributes.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes + AttributeHeaderBytes))
        {
            return walk.EndShort(HeaderBytes + AttributeHeaderBytes);
        }

        byte family = walk.Bytes[0];
        walk.Skip(HeaderBytes);

        // The first attribute is small, so the order in which its length is small is the writer's.
        bool bigEndian = BinaryPrimitives.ReadUInt16LittleEndian(walk.Bytes) > BinaryPrimitives.ReadUInt16BigEndian(walk.Bytes);
        while (walk.Has(AttributeHeaderBytes))
        {
            int length = UInt16(walk.Bytes, bigEndian);
            int type = UInt16(walk.Bytes[2..], bigEndian);
            if (length < AttributeHeaderBytes)
            {
                return walk.End(MirrorCounter.PacketsMalformed);
            }

            if (type == PayloadAttribute)
            {
                walk.Limit(length);
                walk.Skip(AttributeHeaderBytes);
                return family switch
                {
                    IPv4 => Layer.IPv4,
                    IPv6 => Layer.IPv6,
                    _ => walk.EndOther(),
                };
            }

            int padded = (length + 3) & ~3;
            if (!walk.Has(padded))
            {
                return walk.EndShort(padded);
            }

            walk.Skip(padded);
        }

        return walk.WireBytes < AttributeHeaderBytes ? walk.EndOther() : walk.EndShort(AttributeHeaderBytes);
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
