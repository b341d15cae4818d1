namespace PodMirror.Agent.Metrics;

/// <summary>The three ways in. The names, in snake case, are the protocols in the metrics.</summary>
internal enum OtlpProtocol
{
    /// <summary>OTLP/gRPC.</summary>
    Grpc,

    /// <summary>OTLP/HTTP with binary protobuf.</summary>
    HttpProtobuf,

    /// <summary>OTLP/HTTP with JSON.</summary>
    HttpJson,
}
