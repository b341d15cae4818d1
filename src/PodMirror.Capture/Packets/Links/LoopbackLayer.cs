using System.Buffers.Binary;

namespace PodMirror.Capture;

/// <summary>BSD loopback: four bytes of address family. IPv6 has another number on each system that writes it.</summary>
internal static class LoopbackLayer
{
    private const int HeaderBytes = 4;
    private const uint IPv4 = 2;
    private const uint IPv6Linux = 10;
    private const uint IPv6Windows = 23;
    private const uint IPv6NetBsd = 24;
    private const uint IPv6FreeBsd = 28;
    private const uint IPv6Darwin = 30;

    /// <summary>Reads the family in the byte order of the host that wrote it, which is the one in which the number is small.</summary>
    public static Layer ReadHostOrder(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        uint family = walk.UInt32(0);
        return Next(ref walk, family > ushort.MaxValue ? BinaryPrimitives.ReverseEndianness(family) : family);
    }

    /// <summary>Reads the family in network byte order.</summary>
    public static Layer ReadNetworkOrder(ref PacketWalk walk) =>
        walk.Has(HeaderBytes) ? Next(ref walk, walk.UInt32(0)) : walk.EndShort(HeaderBytes);

    private static Layer Next(ref PacketWalk walk, uint family)
    {
        walk.Skip(HeaderBytes);
        return family switch
        {
            IPv4 => Layer.IPv4,
            IPv6Linux or IPv6Windows or IPv6NetBsd or IPv6FreeBsd or IPv6Darwin => Layer.IPv6,
            _ => walk.EndOther(),
        };
    }
}
