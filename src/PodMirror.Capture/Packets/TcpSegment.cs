using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>A TCP segment, decoded in place. Its payload is valid until the next frame is decoded.</summary>
public ref struct TcpSegment
{
    /// <summary>The sender's end.</summary>
    public IpEndpoint Source { get; set; }

    /// <summary>The receiver's end.</summary>
    public IpEndpoint Destination { get; set; }

    /// <summary>The sequence number of the first payload byte, or of the SYN.</summary>
    public uint Sequence { get; set; }

    /// <summary>The acknowledgement number; counts only with <see cref="TcpFlags.Ack"/>.</summary>
    public uint Acknowledgement { get; set; }

    /// <summary>The control bits.</summary>
    public TcpFlags Flags { get; set; }

    /// <summary>The payload as captured.</summary>
    public ReadOnlySpan<byte> Payload { get; set; }

    /// <summary>The payload's length on the wire in bytes; more than <see cref="Payload"/> when the snap length cut it.</summary>
    public int WirePayloadBytes { get; set; }

    /// <summary>When it was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long TimestampNs { get; set; }

    /// <summary>Which way it went.</summary>
    public PacketOrigin Origin { get; set; }
}
