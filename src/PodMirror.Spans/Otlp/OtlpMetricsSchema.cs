namespace PodMirror.Spans;

/// <summary>
/// The messages of OTLP metrics (opentelemetry-proto 1.9: metrics, collector/metrics) beside those of <see cref="OtlpSchema"/>. Points of histograms
/// and summaries are told by their time alone: nobody here keeps them, and they must be there to be counted.
/// </summary>
public static class OtlpMetricsSchema
{
    private static readonly OtlpMessage NumberDataPoint = new(
        "NumberDataPoint",
        new OtlpField(2, "startTimeUnixNano", OtlpFieldType.Fixed64),
        new OtlpField(3, "timeUnixNano", OtlpFieldType.Fixed64),
        new OtlpField(4, "asDouble", OtlpFieldType.Double),
        new OtlpField(6, "asInt", OtlpFieldType.SFixed64),
        new OtlpField(7, "attributes", OtlpFieldType.Message, isRepeated: true, static () => OtlpSchema.KeyValue),
        new OtlpField(8, "flags", OtlpFieldType.UInt32));

    private static readonly OtlpMessage OtherDataPoint = new("HistogramDataPoint", new OtlpField(3, "timeUnixNano", OtlpFieldType.Fixed64));

    private static readonly OtlpMessage Gauge = new("Gauge", Points(NumberDataPoint));

    private static readonly OtlpMessage Sum = new(
        "Sum",
        Points(NumberDataPoint),
        new OtlpField(2, "aggregationTemporality", OtlpFieldType.Enum),
        new OtlpField(3, "isMonotonic", OtlpFieldType.Bool));

    private static readonly OtlpMessage Other = new("Histogram", Points(OtherDataPoint));

    private static readonly OtlpMessage Metric = new(
        "Metric",
        new OtlpField(1, "name", OtlpFieldType.String),
        new OtlpField(2, "description", OtlpFieldType.String),
        new OtlpField(3, "unit", OtlpFieldType.String),
        new OtlpField(5, "gauge", OtlpFieldType.Message, message: static () => Gauge),
        new OtlpField(7, "sum", OtlpFieldType.Message, message: static () => Sum),
        new OtlpField(9, "histogram", OtlpFieldType.Message, message: static () => Other),
        new OtlpField(10, "exponentialHistogram", OtlpFieldType.Message, message: static () => Other),
        new OtlpField(11, "summary", OtlpFieldType.Message, message: static () => Other));

    private static readonly OtlpMessage ScopeMetrics = new(
        "ScopeMetrics",
        new OtlpField(1, "scope", OtlpFieldType.Message, message: static () => OtlpSchema.InstrumentationScope),
        new OtlpField(2, "metrics", OtlpFieldType.Message, isRepeated: true, static () => Metric),
        new OtlpField(3, "schemaUrl", OtlpFieldType.String));

    private static readonly OtlpMessage ResourceMetrics = new(
        "ResourceMetrics",
        new OtlpField(1, "resource", OtlpFieldType.Message, message: static () => OtlpSchema.Resource),
        new OtlpField(2, "scopeMetrics", OtlpFieldType.Message, isRepeated: true, static () => ScopeMetrics),
        new OtlpField(3, "schemaUrl", OtlpFieldType.String));

    /// <summary>What an exporter of metrics sends.</summary>
    public static OtlpMessage ExportMetricsServiceRequest { get; } = new(
        "ExportMetricsServiceRequest",
        new OtlpField(1, "resourceMetrics", OtlpFieldType.Message, isRepeated: true, static () => ResourceMetrics));

    private static OtlpField Points(OtlpMessage point) => new(1, "dataPoints", OtlpFieldType.Message, isRepeated: true, () => point);
}
