namespace PodMirror.Spans;

/// <summary>How OTLP travels.</summary>
public enum ExportProtocol
{
    /// <summary>Protobuf in HTTP requests; OpenTelemetry's default.</summary>
    HttpProtobuf,

    /// <summary>gRPC.</summary>
    Grpc,
}
