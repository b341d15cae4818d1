namespace PodMirror.Exchange;

/// <summary>One message of an exchange, as raw bytes in place: either side of the wire form builds or reads this.</summary>
public ref struct MessageView
{
    /// <summary>Whether the message was on the wire at all; when false everything else is empty.</summary>
    public bool IsPresent { get; set; }

    /// <summary>The status code of a response, in [0, 999]; 0 in a request.</summary>
    public ushort Status { get; set; }

    /// <summary>The request's method, case kept; empty in a response. At most 65535 bytes.</summary>
    public ReadOnlySpan<byte> Method { get; set; }

    /// <summary>The request target as it was sent (RFC 9112 section 3.2): path and query, absolute URI, authority or *.</summary>
    public ReadOnlySpan<byte> Target { get; set; }

    /// <summary>
    /// The authority where the protocol carries it apart (HTTP/2's :authority); empty in HTTP/1, where Host has it. At most 65535 bytes.
    /// </summary>
    public ReadOnlySpan<byte> Authority { get; set; }

    /// <summary>The field lines as they were sent, for <see cref="FieldLines"/>.</summary>
    public ReadOnlySpan<byte> Fields { get; set; }

    /// <summary>What was kept of the body: transfer coding removed, content coding not.</summary>
    public ReadOnlySpan<byte> Body { get; set; }

    /// <summary>The trailer's field lines as they were sent.</summary>
    public ReadOnlySpan<byte> Trailers { get; set; }

    /// <summary>
    /// The protocol that a request asks for in its stream: HTTP/2's :protocol (RFC 8441); empty in HTTP/1, where Upgrade has it. At most
    /// 255 bytes.
    /// </summary>
    public ReadOnlySpan<byte> Protocol { get; set; }

    /// <summary>What was counted of the body where it is cut into messages of its own.</summary>
    public FramedContent Framed { get; set; }

    /// <summary>Where the first of those messages begin, for <see cref="FramedMarks"/>; at most <see cref="FramedMarks.MaxCount"/>.</summary>
    public ReadOnlySpan<byte> Marks { get; set; }

    /// <summary>The body's true size in bytes, transfer coding removed, lost bytes included where framing tells them.</summary>
    public long BodyBytes { get; set; }

    /// <summary>When the packet with the message's first byte was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long FirstByteNs { get; set; }

    /// <summary>When the packet with the message's last byte was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long LastByteNs { get; set; }
}
