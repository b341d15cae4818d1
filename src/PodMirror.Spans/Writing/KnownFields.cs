using System.Text;

namespace PodMirror.Spans;

/// <summary>Tells known fields by their names, in any case.</summary>
internal static class KnownFields
{
    /// <summary>One more than the highest member.</summary>
    internal const int Count = (int)KnownField.SecWebSocketExtensions + 1;

    internal static KnownField Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => If(name, "b3"u8, KnownField.B3),
        4 => If(name, "host"u8, KnownField.Host),
        9 => If(name, "forwarded"u8, KnownField.Forwarded),
        10 when (name[0] | 0x20) == 'x' => If(name, "x-b3-flags"u8, KnownField.B3Flags),
        10 => If(name, "user-agent"u8, KnownField.UserAgent, "tracestate"u8, KnownField.TraceState),
        11 => If(name, "traceparent"u8, KnownField.TraceParent, "x-b3-spanid"u8, KnownField.B3SpanId),
        12 when (name[0] | 0x20) == 'c' => If(name, "content-type"u8, KnownField.ContentType),
        12 => If(name, "x-b3-traceid"u8, KnownField.B3TraceId, "x-b3-sampled"u8, KnownField.B3Sampled),
        15 => If(name, "x-forwarded-for"u8, KnownField.XForwardedFor),
        16 => If(name, "content-encoding"u8, KnownField.ContentEncoding),
        17 => If(name, "x-forwarded-proto"u8, KnownField.XForwardedProto, "transfer-encoding"u8, KnownField.TransferEncoding),
        24 => If(name, "sec-websocket-extensions"u8, KnownField.SecWebSocketExtensions),
        _ => KnownField.None,
    };

    private static KnownField If(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, KnownField field) =>
        Ascii.EqualsIgnoreCase(name, expected) ? field : KnownField.None;

    private static KnownField If(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, KnownField field, ReadOnlySpan<byte> otherExpected, KnownField otherField)
    {
        KnownField found = If(name, expected, field);
        return found != KnownField.None ? found : If(name, otherExpected, otherField);
    }
}
