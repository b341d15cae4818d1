namespace PodMirror.Exchange;

/// <summary>
/// What was counted of a content that is cut into messages of its own (<see cref="ContentFraming"/>): of all of it, also of what is
/// not kept. After a loss the counts are the least there were; the exchange says that there was one.
/// </summary>
public struct FramedContent
{
    /// <summary>How the content is cut; <see cref="ContentFraming.None"/> leaves everything else empty.</summary>
    public ContentFraming Framing { get; set; }

    /// <summary>Messages that ended: of gRPC, data messages of WebSocket (text and binary), or events with data.</summary>
    public ulong Messages { get; set; }

    /// <summary>Bytes of those messages, without what frames them, as they are on the wire (compressed where they are).</summary>
    public ulong MessageBytes { get; set; }

    /// <summary>Bytes of the largest of them.</summary>
    public ulong LargestMessageBytes { get; set; }

    /// <summary>Frames by kind; of WebSocket only.</summary>
    public FrameCounts Frames { get; set; }
}
