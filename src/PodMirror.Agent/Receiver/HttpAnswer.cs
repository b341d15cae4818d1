using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>What an OTLP/HTTP request is answered with.</summary>
/// <param name="Refusal">Why it was refused; null for success.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, in the request's content type.</param>
internal readonly record struct HttpAnswer(RefusalReason? Refusal, int Status, byte[] Body)
{
    /// <summary>Success, partial or whole.</summary>
    public static HttpAnswer Success(IngestResult result, bool json) => new(null, StatusCodes.Status200OK, OtlpStatus.Success(result, json));

    /// <summary>A refusal with its usual words, or with the given ones.</summary>
    public static HttpAnswer Refuse(RefusalReason reason, bool json, string? message = null)
    {
        (int status, int code, string words) = reason switch
        {
            RefusalReason.Unauthenticated => (401, OtlpStatus.Unauthenticated, "a bearer token is needed here, and one that is known"),
            RefusalReason.NotFound => (404, OtlpStatus.Unimplemented, "only POST /v1/traces and /v1/metrics are here"),
            RefusalReason.MethodNotAllowed => (405, OtlpStatus.Unimplemented, "spans and metrics are sent with POST"),
            RefusalReason.UnsupportedMediaType => (415, OtlpStatus.InvalidArgument, "Content-Type is application/x-protobuf or application/json"),
            RefusalReason.UnsupportedEncoding => (415, OtlpStatus.InvalidArgument, "Content-Encoding is gzip, zstd, identity or absent"),
            RefusalReason.TooLarge => (413, OtlpStatus.ResourceExhausted, $"a body has at most {ReceiverLimits.MaxHttpBodyBytes} bytes"),
            RefusalReason.TooLargeDecompressed =>
                (413, OtlpStatus.ResourceExhausted, $"a body has at most {ReceiverLimits.MaxHttpBodyBytes} bytes once decompressed"),
            RefusalReason.BadEncoding => (400, OtlpStatus.InvalidArgument, "the body is not what its Content-Encoding says"),
            RefusalReason.BadProtobuf => (400, OtlpStatus.InvalidArgument, "the body is no request of this signal"),
            RefusalReason.BadJson => (400, OtlpStatus.InvalidArgument, "the body is no request of this signal in JSON"),
            RefusalReason.ClientGone => (400, OtlpStatus.InvalidArgument, "the body ended early"),
            RefusalReason.Overload => (503, OtlpStatus.Unavailable, "the queue is full; try again later"),
            RefusalReason.QueueUnwritable => (503, OtlpStatus.Unavailable, "the queue cannot be written to; try again later"),
            RefusalReason.Stopping => (503, OtlpStatus.Unavailable, "the agent is stopping; try again later"),
            _ => (503, OtlpStatus.Unavailable, "a fault of the agent; try again later"),
        };
        return new HttpAnswer(reason, status, OtlpStatus.Refusal(code, message ?? words, json));
    }
}
