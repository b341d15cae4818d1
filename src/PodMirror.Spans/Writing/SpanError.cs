using System.Globalization;
using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Whether a span's status is Error, and the error.type that goes with it (OpenTelemetry, HTTP spans, status).</summary>
internal static class SpanError
{
    private const int FirstErrorOfClient = 400;
    private const int FirstErrorOfServer = 500;
    private const int Statuses = 1000;

    // A status is below 1000, so its text is made once.
    private static readonly byte[][] Texts =
        [.. Enumerable.Range(0, Statuses).Select(static code => Encoding.ASCII.GetBytes(code.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>
    /// The error type, or nothing when the status stays unset: a 4xx is the client's error and not the server's. What failed in the protocol on
    /// top of HTTP says more than HTTP does.
    /// </summary>
    internal static ReadOnlySpan<byte> Of(scoped in ExchangeRecord exchange, Operations operations, bool isClient)
    {
        ReadOnlySpan<byte> inOperation = operations.ErrorType(isClient);
        if (!inOperation.IsEmpty)
        {
            return inOperation;
        }

        if (exchange.Response.IsPresent)
        {
            int status = exchange.Response.Status;
            return status >= (isClient ? FirstErrorOfClient : FirstErrorOfServer) ? Texts[status] : default(ReadOnlySpan<byte>);
        }

        // No response may be a loss of the capture; a reset is what the peers themselves saw.
        return (exchange.Header.Anomalies & Anomalies.ConnectionReset) != 0 ? "connection_reset"u8
            : (exchange.Header.Anomalies & Anomalies.StreamReset) != 0 ? "stream_reset"u8
            : default;
    }
}
