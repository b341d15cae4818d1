using System.Globalization;

namespace PodMirror.Bench.Load;

/// <summary>Where the messages of bench/http2-load hold their number.</summary>
internal static class Http2Wire
{
    private const string BodyStart = "{\"id\":";

    // Version, trace, span and flags (W3C Trace Context): the span is the number and one.
    private const int SpanAt = 36;
    private const int SpanDigits = 16;

    /// <summary>The number of a body; -1 when its beginning is not there.</summary>
    public static int NumberOfBody(string body) =>
        body.StartsWith(BodyStart, StringComparison.Ordinal) && body.IndexOf(',', BodyStart.Length) is > 0 and var end
            ? Parse(body[BodyStart.Length..end])
            : -1;

    /// <summary>The number of a traceparent; -1 when it is none.</summary>
    public static int NumberOfTrace(string value) =>
        value.Length > SpanAt + SpanDigits
        && int.TryParse(value.AsSpan(SpanAt, SpanDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int span)
            ? span - 1
            : -1;

    /// <summary>A number, or -1.</summary>
    public static int Parse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
