namespace PodMirror.Protocols;

/// <summary>What the first bytes of a direction are.</summary>
internal enum ContentKind : byte
{
    /// <summary>They may still become something.</summary>
    NeedMore,

    Unknown,
    HttpRequest,
    HttpResponse,
    Http2Preface,
    Tls,
}
