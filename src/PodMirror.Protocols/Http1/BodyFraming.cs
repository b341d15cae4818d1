namespace PodMirror.Protocols;

/// <summary>How a body's end is told (RFC 9112 section 6.3).</summary>
internal enum BodyFraming : byte
{
    None,
    Length,
    Chunked,
    UntilClose,
}
