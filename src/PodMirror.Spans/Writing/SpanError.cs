using System.Globalization;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Whether a span's status is Error, and the error.type that goes with it (OpenTelemetry, HTTP spans, status).</summary>
internal static class SpanError
{
    /// <summary>Bytes of the longest error type.</summary>
    internal const int MaxBytes = 32;

    private const int FirstErrorOfClient = 400;
    private const int FirstErrorOfServer = 500;
    private const int Statuses = 1000;

    // A status is below 1000, so its text is made once.
    private static readonly string[] Texts = [.. Enumerable.Range(0, Statuses).Select(static code => code.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The error type, or null when the status stays unset: a 4xx is the client's error and not the server's.</summary>
    internal static string? Of(scoped in ExchangeRecord exchange, bool isClient)
    {
        if (exchange.Response.IsPresent)
        {
            int status = exchange.Response.Status;
            return status >= (isClient ? FirstErrorOfClient : FirstErrorOfServer) ? Texts[status] : null;
        }

        // No response may be a loss of the capture; a reset is what the peers themselves saw.
        return (exchange.Header.Anomalies & Anomalies.ConnectionReset) != 0 ? "connection_reset"
            : (exchange.Header.Anomalies & Anomalies.StreamReset) != 0 ? "stream_reset"
            : null;
    }
}
