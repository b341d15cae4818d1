using Grpc.Core;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Refusals as gRPC says them. The exception is how a handler of this library ends a call with a status. UNAVAILABLE carries a RetryInfo, so that
/// senders wait as long as we ask (OTLP/gRPC throttling).
/// </summary>
internal static class GrpcRefusal
{
    /// <summary>The exception for a reason, with its usual words or with the given ones.</summary>
    public static RpcException Of(RefusalReason reason, string message)
    {
        if (reason is RefusalReason.Overload or RefusalReason.QueueUnwritable or RefusalReason.Stopping or RefusalReason.Internal)
        {
            byte[] details = OtlpStatus.RetryDetails(OtlpStatus.Unavailable, message, ReceiverLimits.RetryAfterSeconds);
            return new RpcException(new Status(StatusCode.Unavailable, message), new Metadata { { "grpc-status-details-bin", details } });
        }

        bool tooLarge = reason is RefusalReason.TooLarge or RefusalReason.TooLargeDecompressed;
        return new RpcException(new Status(tooLarge ? StatusCode.ResourceExhausted : StatusCode.InvalidArgument, message));
    }
}
