namespace PodMirror.Spans;

/// <summary>Makes the sender of a protocol.</summary>
public static class OtlpSenders
{
    /// <summary>Makes a sender.</summary>
    /// <exception cref="IOException">A certificate's file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate's file holds none.</exception>
    public static IOtlpSender Make(ExporterOptions options, TimeProvider time) => options.Protocol == ExportProtocol.Grpc
        ? new OtlpGrpcSender(options, time)
        : new OtlpHttpSender(options, time);
}
