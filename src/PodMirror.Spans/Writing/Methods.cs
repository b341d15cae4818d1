namespace PodMirror.Spans;

/// <summary>The methods that OpenTelemetry knows: those of RFC 9110, PATCH (RFC 5789) and QUERY. They are compared with case.</summary>
internal static class Methods
{
    /// <summary>Bytes of an unknown method that are shown; the longest registered one has 17.</summary>
    internal const int MaxBytes = 64;

    /// <summary>What http.request.method is for any other.</summary>
    internal static ReadOnlySpan<byte> Other => "_OTHER"u8;

    /// <summary>What a span is called whose method is unknown.</summary>
    internal static ReadOnlySpan<byte> OtherSpanName => "HTTP"u8;

    internal static bool IsKnown(ReadOnlySpan<byte> method) => method.Length switch
    {
        3 => method.SequenceEqual("GET"u8) || method.SequenceEqual("PUT"u8),
        4 => method.SequenceEqual("POST"u8) || method.SequenceEqual("HEAD"u8),
        5 => method.SequenceEqual("PATCH"u8) || method.SequenceEqual("TRACE"u8) || method.SequenceEqual("QUERY"u8),
        6 => method.SequenceEqual("DELETE"u8),
        7 => method.SequenceEqual("OPTIONS"u8) || method.SequenceEqual("CONNECT"u8),
        _ => false,
    };
}
