namespace PodMirror.Exchange;

/// <summary>The HTTP version of an exchange: ten times the major version plus the minor.</summary>
public enum HttpProtocol : byte
{
    /// <summary>Not told; never in a record.</summary>
    None = 0,

    /// <summary>HTTP/1.0, RFC 1945.</summary>
    Http10 = 10,

    /// <summary>HTTP/1.1, RFC 9112.</summary>
    Http11 = 11,

    /// <summary>HTTP/2, RFC 9113.</summary>
    Http2 = 20,
}
