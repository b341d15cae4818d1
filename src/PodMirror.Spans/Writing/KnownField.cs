namespace PodMirror.Spans;

/// <summary>The fields whose values become more than a header attribute.</summary>
internal enum KnownField : byte
{
    None,
    Host,
    UserAgent,
    ContentType,
    ContentEncoding,
    TransferEncoding,
    Forwarded,
    XForwardedFor,
    XForwardedProto,
    TraceParent,
    TraceState,
    B3,
    B3TraceId,
    B3SpanId,
    B3Sampled,
    B3Flags,
    SecWebSocketExtensions,
}
