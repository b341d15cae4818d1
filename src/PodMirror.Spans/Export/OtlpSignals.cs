namespace PodMirror.Spans;

/// <summary>What the OTLP specification calls the signals.</summary>
public static class OtlpSignals
{
    /// <summary>The path of a signal below a receiver's base (OTLP/HTTP).</summary>
    public static string PathOf(OtlpSignal signal) => signal == OtlpSignal.Metrics ? "v1/metrics" : "v1/traces";

    /// <summary>The gRPC service of a signal; its method is <c>Export</c> (OTLP/gRPC).</summary>
    public static string ServiceOf(OtlpSignal signal) => signal == OtlpSignal.Metrics
        ? "opentelemetry.proto.collector.metrics.v1.MetricsService"
        : "opentelemetry.proto.collector.trace.v1.TraceService";

    /// <summary>The signal in the names of the standard variables, as in <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>.</summary>
    internal static string VariableOf(OtlpSignal signal) => signal == OtlpSignal.Metrics ? "METRICS" : "TRACES";
}
