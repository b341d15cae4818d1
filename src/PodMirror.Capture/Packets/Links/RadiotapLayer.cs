using System.Buffers.Binary;

namespace PodMirror.Capture;

/// <summary>
/// The Radiotap header that Wi-Fi drivers put before a frame: version u8, padding u8, length u16, all least significant byte first.
/// </summary>
internal static class RadiotapLayer
{
    private const int HeaderBytes = 8;

    /// <summary>Goes past the header. A check sequence at the frame's end lies behind the IP datagram and needs no care.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(walk.Bytes[2..]);
        return length < HeaderBytes ? walk.End(Exchange.MirrorCounter.PacketsMalformed) : walk.SkipTo(length, Layer.Wlan);
    }
}
