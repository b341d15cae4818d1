namespace PodMirror.Spans;

/// <summary>The content codings (RFC 9110 section 8.4.1) that can be removed.</summary>
internal enum ContentCoding : byte
{
    /// <summary>One that is not known here, or is no coding at all.</summary>
    Unknown,

    /// <summary>gzip or x-gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>deflate: zlib (RFC 1950), or by a common mistake bare deflate (RFC 1951).</summary>
    Deflate,

    /// <summary>br, RFC 7932.</summary>
    Brotli,

    /// <summary>zstd, RFC 8878 with the window bound of RFC 9659.</summary>
    Zstandard,
}
