namespace PodMirror.Exchange;

/// <summary>
/// What was not clean about an exchange: damage of the capture, limits of ours, and ambiguity on the wire.
/// The names in JSON and in spans are these in snake case (<see cref="AnomalyNames"/>).
/// </summary>
[Flags]
public enum Anomalies : ulong
{
    /// <summary>Clean.</summary>
    None = 0,

    /// <summary>The response was seen and its request was not.</summary>
    RequestMissing = 1UL << 0,

    /// <summary>The request was seen and its response was not, by the time the flow ended or the wait was over.</summary>
    ResponseMissing = 1UL << 1,

    /// <summary>Bytes of the request were lost by the capture.</summary>
    RequestGap = 1UL << 2,

    /// <summary>Bytes of the response were lost by the capture.</summary>
    ResponseGap = 1UL << 3,

    /// <summary>The flow ended before the request did.</summary>
    RequestIncomplete = 1UL << 4,

    /// <summary>The flow ended before the response did.</summary>
    ResponseIncomplete = 1UL << 5,

    /// <summary>The request's body was longer than what is kept of it; its size is still the true one.</summary>
    RequestBodyTruncated = 1UL << 6,

    /// <summary>The response's body was longer than what is kept of it; its size is still the true one.</summary>
    ResponseBodyTruncated = 1UL << 7,

    /// <summary>The request's body could not be decoded by its Content-Encoding.</summary>
    RequestBodyUndecodable = 1UL << 8,

    /// <summary>The response's body could not be decoded by its Content-Encoding.</summary>
    ResponseBodyUndecodable = 1UL << 9,

    /// <summary>Both Content-Length and Transfer-Encoding: a smuggling vector (RFC 9112 section 6.1). Transfer-Encoding was followed.</summary>
    ContentLengthWithTransferEncoding = 1UL << 10,

    /// <summary>Several Content-Length values that differ (RFC 9112 section 6.3). The first was followed.</summary>
    ContentLengthConflict = 1UL << 11,

    /// <summary>A Content-Length that is no number or does not fit 63 bits.</summary>
    ContentLengthInvalid = 1UL << 12,

    /// <summary>A Transfer-Encoding whose last coding is not chunked, or one in an HTTP/1.0 message (RFC 9112 section 6.1).</summary>
    TransferEncodingInvalid = 1UL << 13,

    /// <summary>A chunk-size line that is malformed; where no size can be read from it, or none of 63 bits, the body ends there.</summary>
    ChunkInvalid = 1UL << 14,

    /// <summary>A line ended by LF without CR (RFC 9112 section 2.2).</summary>
    BareLineFeed = 1UL << 15,

    /// <summary>A field line folded onto the next (RFC 9112 section 5.2).</summary>
    ObsoleteFolding = 1UL << 16,

    /// <summary>White space between a field's name and its colon (RFC 9112 section 5.1).</summary>
    SpaceBeforeColon = 1UL << 17,

    /// <summary>A field line without a colon, or with a name that is no token (RFC 9110 section 5.1).</summary>
    FieldLineInvalid = 1UL << 18,

    /// <summary>A NUL or another control character in the head, a CR that ends no line among them (RFC 9112 section 2.2).</summary>
    ControlCharacter = 1UL << 19,

    /// <summary>A start line that only a lenient reader takes: extra spaces, a version that is not 1.0 or 1.1, a target with spaces.</summary>
    StartLineLenient = 1UL << 20,

    /// <summary>A head longer than what is kept of it.</summary>
    HeadTruncated = 1UL << 21,

    /// <summary>More than one Host field, or none in an HTTP/1.1 request (RFC 9112 section 3.2).</summary>
    HostInvalid = 1UL << 22,

    /// <summary>The flow was reset (RST) while the exchange was under way.</summary>
    ConnectionReset = 1UL << 23,

    /// <summary>The exchange was given out at our time limit, before it ended on the wire.</summary>
    TimeLimit = 1UL << 24,

    /// <summary>After a loss it could not be told which of several pipelined requests a response belongs to; it was left unpaired.</summary>
    PairingAmbiguous = 1UL << 25,

    /// <summary>The flow, or its stream, was taken out of a full table while the exchange was under way.</summary>
    FlowEvicted = 1UL << 26,

    /// <summary>Segments of this flow overlapped with different bytes; the first bytes seen were kept.</summary>
    SegmentConflict = 1UL << 27,

    /// <summary>The response began before its request ended.</summary>
    EarlyResponse = 1UL << 28,

    /// <summary>
    /// Fields of the request refer to what its sender told before the capture joined the connection (HTTP/2): they are left out, and where method,
    /// target or authority are among them, so are these.
    /// </summary>
    RequestFieldsUnknown = 1UL << 29,

    /// <summary>Fields of the response refer to what its sender told before the capture joined the connection (HTTP/2): they are left out.</summary>
    ResponseFieldsUnknown = 1UL << 30,

    /// <summary>The stream was reset (RST_STREAM) while the exchange was under way.</summary>
    StreamReset = 1UL << 31,

    /// <summary>A frame or a field block of the exchange breaks RFC 9113, RFC 7541, RFC 6455 or gRPC's framing of messages.</summary>
    FrameInvalid = 1UL << 32,

    /// <summary>Bodies were left out because a budget was used up; their sizes are the true ones.</summary>
    BodiesLeftOut = 1UL << 33,

    /// <summary>Header fields were left out because a budget was used up.</summary>
    FieldsLeftOut = 1UL << 34,
}
