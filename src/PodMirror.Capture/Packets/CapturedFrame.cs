namespace PodMirror.Capture;

/// <summary>One frame as a ring or a file gives it. Its bytes are valid until the next one is asked for.</summary>
public ref struct CapturedFrame
{
    /// <summary>The bytes that were captured.</summary>
    public ReadOnlySpan<byte> Bytes { get; set; }

    /// <summary>The frame's length on the wire in bytes; more than <see cref="Bytes"/> when the snap length cut it.</summary>
    public int WireBytes { get; set; }

    /// <summary>When it was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long TimestampNs { get; set; }

    /// <summary>What the bytes begin with.</summary>
    public LinkType Link { get; set; }

    /// <summary>The EtherType for <see cref="LinkType.Network"/>; 0 with others.</summary>
    public ushort EtherType { get; set; }

    /// <summary>Which way it went.</summary>
    public PacketOrigin Origin { get; set; }
}
