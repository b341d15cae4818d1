using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Tells protocols by content, never by port. Works on every prefix: what is too short to tell needs more.</summary>
internal static class ContentSniffer
{
    /// <summary>The longest method name taken; the longest registered one has 17 letters.</summary>
    public const int MaxMethodBytes = 32;

    /// <summary>The longest start line taken: twice what common servers allow for a target.</summary>
    public const int MaxStartLineBytes = 65_536;

    /// <summary>The preface's first line: reserved, so that it begins no request of HTTP/1 whatever follows it (RFC 9113 section 11.6).</summary>
    private const int PrefaceLineBytes = 16;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Looks at the bytes from the start of a message or of a segment.</summary>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="requests">Whether this direction may carry requests.</param>
    /// <param name="responses">Whether it may carry responses.</param>
    /// <param name="anyMethod">
    /// Whether a method may be any token. Where it is not known that a message begins here, only known methods count: the end of a cut
    /// one is a token too.
    /// </param>
    /// <param name="line">The start line, when this is a request or a response: telling it from the rest is reading it.</param>
    public static ContentKind Classify(ReadOnlySpan<byte> bytes, bool requests, bool responses, bool anyMethod, out StartLine line)
    {
        line = default;
        if (LooksLikeTls(bytes))
        {
            return bytes.Length < 3 ? ContentKind.NeedMore : ContentKind.Tls;
        }

        ContentKind response = responses ? ClassifyResponse(bytes, out line) : ContentKind.Unknown;
        if (response != ContentKind.Unknown)
        {
            return response;
        }

        if (!requests)
        {
            return ContentKind.Unknown;
        }

        int common = bytes.CommonPrefixLength(Preface);
        return common == Preface.Length ? ContentKind.Http2Preface
            : common == bytes.Length ? ContentKind.NeedMore
            : common >= PrefaceLineBytes ? ContentKind.Unknown
            : ClassifyRequest(bytes, anyMethod, out line);
    }

    private static ContentKind ClassifyResponse(ReadOnlySpan<byte> bytes, out StartLine line)
    {
        line = default;
        ReadOnlySpan<byte> start = "HTTP/"u8;
        int common = bytes.CommonPrefixLength(start);
        if (common < start.Length)
        {
            return common == bytes.Length ? ContentKind.NeedMore : ContentKind.Unknown;
        }

        int end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            return bytes.Length > MaxStartLineBytes ? ContentKind.Unknown : ContentKind.NeedMore;
        }

        return StartLine.TryParseResponse(bytes[..(end + 1)], out line) ? ContentKind.HttpResponse : ContentKind.Unknown;
    }

    private static ContentKind ClassifyRequest(ReadOnlySpan<byte> bytes, bool anyMethod, out StartLine line)
    {
        line = default;
        ReadOnlySpan<byte> window = bytes[..Math.Min(bytes.Length, MaxMethodBytes + 1)];
        int methodBytes = FieldLines.TokenBytes(window);
        if (methodBytes == window.Length)
        {
            return window.Length > MaxMethodBytes ? ContentKind.Unknown : ContentKind.NeedMore;
        }

        if (methodBytes == 0 || window[methodBytes] is not ((byte)' ' or (byte)'\t'))
        {
            return ContentKind.Unknown;
        }

        if (!anyMethod && !KnownMethods.Contains(bytes[..methodBytes]))
        {
            return ContentKind.Unknown;
        }

        int end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            return bytes.Length > MaxStartLineBytes ? ContentKind.Unknown : ContentKind.NeedMore;
        }

        return StartLine.TryParseRequest(bytes[..(end + 1)], out line) ? ContentKind.HttpRequest : ContentKind.Unknown;
    }

    /// <summary>A TLS record header (RFC 8446 section 5.1): change cipher spec to application data, version 3.x.</summary>
    private static bool LooksLikeTls(ReadOnlySpan<byte> bytes) =>
        bytes[0] is >= 0x14 and <= 0x17 && (bytes.Length < 2 || bytes[1] == 3) && (bytes.Length < 3 || bytes[2] <= 4);
}
