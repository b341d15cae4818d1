using System.Buffers.Binary;
using PodMirror.Capture;

namespace PodMirror.Live.Tests.Net;

/// <summary>A TCP packet that a ring gave out, by the fields that tell it from every other; read by a few lines here, not by the decoder.</summary>
internal readonly record struct Seen(
    PacketOrigin Origin,
    string Source,
    string Destination,
    ushort SourcePort,
    ushort DestinationPort,
    uint Sequence,
    uint Acknowledgement,
    int PayloadBytes,
    byte Flags,
    ushort Window)
{
    /// <summary>
    /// False for IPv6 with an extension header, which the kernel filter leaves to the decoder: IPv6 reports its multicast groups so.
    /// </summary>
    public static bool TryRead(in CapturedFrame frame, out Seen seen)
    {
        ReadOnlySpan<byte> ip = frame.Bytes;
        bool four = frame.EtherType == 0x0800;
        if (!four && ip[6] != 6)
        {
            seen = default;
            return false;
        }

        int header = four ? 4 * (ip[0] & 0xf) : 40;
        ReadOnlySpan<byte> tcp = ip[header..];
        seen = new Seen(
            frame.Origin,
            new System.Net.IPAddress(four ? ip[12..16] : ip[8..24]).ToString(),
            new System.Net.IPAddress(four ? ip[16..20] : ip[24..40]).ToString(),
            BinaryPrimitives.ReadUInt16BigEndian(tcp),
            BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]),
            frame.WireBytes - header - (4 * (tcp[12] >> 4)),
            tcp[13],
            BinaryPrimitives.ReadUInt16BigEndian(tcp[14..]));
        return true;
    }
}
