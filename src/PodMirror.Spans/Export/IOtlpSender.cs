namespace PodMirror.Spans;

/// <summary>Sends one request to an OTLP receiver, once.</summary>
public interface IOtlpSender : IDisposable
{
    /// <summary>Sends a request and reads the answer within its bounds. Whatever the network does is an outcome and no exception.</summary>
    /// <param name="request">ExportTraceServiceRequest or ExportMetricsServiceRequest.</param>
    /// <param name="cancellation">Ends the attempt; the only thing that throws.</param>
    Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation);
}
