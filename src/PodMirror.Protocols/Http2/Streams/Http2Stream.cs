namespace PodMirror.Protocols;

/// <summary>One stream of a connection (RFC 9113 section 5): a request and its response. Pooled.</summary>
internal sealed class Http2Stream
{
    public uint Id;

    /// <summary>The request; null before its head, and after it was given out.</summary>
    public Message? Request;

    /// <summary>The response; null before its head, and after it was given out.</summary>
    public Message? Response;

    public bool RequestEnded;
    public bool ResponseEnded;

    /// <summary>Whether it was given out, at the time limit: what still comes of the request is only passed over.</summary>
    public bool RequestPassed;

    /// <summary>Whether it was given out, at the time limit: what still comes of the response is only passed over.</summary>
    public bool ResponsePassed;

    /// <summary>The losses of its direction when the request began; more of them mean that it may lack a part.</summary>
    public uint RequestLosses;

    /// <summary>The losses of its direction when the response began.</summary>
    public uint ResponseLosses;

    /// <summary>When the client reset it, with its response still under way perhaps; null while it did not.</summary>
    public long? ResetNs;

    public Http2Stream? Older;
    public Http2Stream? Newer;

    /// <summary>When its first byte came, as far as anything of it is held.</summary>
    public long? FirstByteNs => (Request ?? Response)?.FirstByteNs;

    /// <summary>Makes it as new.</summary>
    public void Reset()
    {
        Id = 0;
        Request = Response = null;
        RequestEnded = ResponseEnded = RequestPassed = ResponsePassed = false;
        RequestLosses = ResponseLosses = 0;
        ResetNs = null;
        Older = Newer = null;
    }
}
