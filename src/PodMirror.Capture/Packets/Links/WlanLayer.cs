using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// Data frames of IEEE 802.11 (section 9.3.2). Encrypted ones, fragments and aggregates are counted as not read.
/// <code>frame control u16 | duration u16 | addresses (3 × 6 bytes) | sequence u16 | fourth address | QoS control u16 | HT control u32</code>
/// </summary>
internal static class WlanLayer
{
    private const int HeaderBytes = 24;
    private const int AddressBytes = 6;
    private const int QosBytes = 2;
    private const int HighThroughputBytes = 4;
    private const int TypeMask = 0x0C;
    private const int DataType = 0x08;
    private const int NoDataSubtype = 0x40;
    private const int QosSubtype = 0x80;
    private const int FourAddresses = 0x03;
    private const int MoreFragments = 0x04;
    private const int Protected = 0x40;
    private const int Order = 0x80;
    private const int FragmentNumberMask = 0x0F;
    private const int SequenceAt = 22;
    private const int AggregateFlag = 0x80;

    /// <summary>Reads the header, up to the LLC header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            // Acknowledgements and the like are shorter; they are no data.
            return walk.Has(1) && (walk.Bytes[0] & TypeMask) != DataType ? walk.EndOther() : walk.EndShort(HeaderBytes);
        }

        int kind = walk.Bytes[0];
        int flags = walk.Bytes[1];
        if ((kind & TypeMask) != DataType || (kind & NoDataSubtype) != 0)
        {
            return walk.EndOther();
        }

        int headerBytes = HeaderBytes + ((flags & FourAddresses) == FourAddresses ? AddressBytes : 0);
        bool qos = (kind & QosSubtype) != 0;
        int qosAt = headerBytes;
        headerBytes += qos ? QosBytes + ((flags & Order) != 0 ? HighThroughputBytes : 0) : 0;
        if (!walk.Has(headerBytes))
        {
            return walk.EndShort(headerBytes);
        }

        bool fragment = (flags & MoreFragments) != 0 || (walk.Bytes[SequenceAt] & FragmentNumberMask) != 0;
        bool aggregate = qos && (walk.Bytes[qosAt] & AggregateFlag) != 0;
        if ((flags & Protected) != 0 || fragment || aggregate)
        {
            return walk.End(MirrorCounter.PacketsLinkUnknown);
        }

        walk.Skip(headerBytes);
        return Layer.Llc;
    }
}
