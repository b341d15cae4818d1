namespace PodMirror.Capture;

/// <summary>
/// Where things lie in a ring of TPACKET_V3 (linux/if_packet.h), in bytes. Everything is in the machine's byte order, but sll_protocol.
/// </summary>
/// <remarks>
/// <code>
/// ring   = block, block, ...
/// block  = version, offset to private, STATUS, PACKETS, OFFSET TO FIRST, length, sequence (8), time of first (8), time of last (8)
///          frame, frame, ...
/// frame  = NEXT, SECONDS, NANOSECONDS, SNAPLEN, LENGTH, status, MAC (2), net (2), hash, vlan tci, vlan tpid (2), padding (10)
///          sockaddr_ll = family (2), PROTOCOL (2), index, hardware type (2), PACKET TYPE (1), ...
///          the packet, at MAC
/// </code>
/// </remarks>
internal static class RingLayout
{
    internal const int BlockStatus = 8;
    internal const int BlockPackets = 12;
    internal const int BlockFirst = 16;
    internal const int BlockHeaderBytes = 48;

    internal const int FrameNext = 0;
    internal const int FrameSeconds = 4;
    internal const int FrameNanoseconds = 8;
    internal const int FrameCaptured = 12;
    internal const int FrameWire = 16;
    internal const int FrameMac = 24;
    internal const int FrameProtocol = 48 + 2;
    internal const int FramePacketType = 48 + 10;
    internal const int FrameHeaderBytes = 48 + 20;

    /// <summary>Block status: the kernel has the block.</summary>
    internal const uint StatusKernel = 0;

    /// <summary>Block status: we have it.</summary>
    internal const uint StatusUser = 1;

    /// <summary>sll_pkttype: sent to this host.</summary>
    internal const byte SentToUs = 0;

    /// <summary>sll_pkttype: sent by this host.</summary>
    internal const byte SentByUs = 4;

    /// <summary>What V3 asks for besides blocks and ignores: frames of a fixed size, of which a block must hold a whole number.</summary>
    internal const int NominalFrameBytes = 2048;
}
