namespace PodMirror.Capture;

/// <summary>Where a frame went past, as the capture tells it (sll_pkttype, pcapng's epb_flags).</summary>
public enum PacketOrigin : byte
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Sent to this host: its destination is ours.</summary>
    Incoming = 1,

    /// <summary>Sent by this host: its source is ours.</summary>
    Outgoing = 2,
}
