namespace PodMirror.Spans;

/// <summary>
/// The messages of OTLP traces (opentelemetry-proto 1.9: common, resource, trace, collector/trace) and google.rpc.Status, as one
/// table. It drives both transcoders, so that neither can know a field that the other does not.
/// </summary>
public static class OtlpSchema
{
    private static readonly OtlpMessage EntityRef = new(
        "EntityRef",
        new OtlpField(1, "schemaUrl", OtlpFieldType.String),
        new OtlpField(2, "type", OtlpFieldType.String),
        new OtlpField(3, "idKeys", OtlpFieldType.String, isRepeated: true),
        new OtlpField(4, "descriptionKeys", OtlpFieldType.String, isRepeated: true));

    private static readonly OtlpMessage ArrayValue = new(
        "ArrayValue",
        new OtlpField(1, "values", OtlpFieldType.Message, isRepeated: true, static () => AnyValue!));

    private static readonly OtlpMessage KeyValueList = new(
        "KeyValueList",
        new OtlpField(1, "values", OtlpFieldType.Message, isRepeated: true, static () => KeyValue!));

    internal static readonly OtlpMessage Resource = new(
        "Resource",
        Attributes(1),
        new OtlpField(2, "droppedAttributesCount", OtlpFieldType.UInt32),
        new OtlpField(3, "entityRefs", OtlpFieldType.Message, isRepeated: true, static () => EntityRef));

    internal static readonly OtlpMessage InstrumentationScope = new(
        "InstrumentationScope",
        new OtlpField(1, "name", OtlpFieldType.String),
        new OtlpField(2, "version", OtlpFieldType.String),
        Attributes(3),
        new OtlpField(4, "droppedAttributesCount", OtlpFieldType.UInt32));

    private static readonly OtlpMessage Event = new(
        "Event",
        new OtlpField(1, "timeUnixNano", OtlpFieldType.Fixed64),
        new OtlpField(2, "name", OtlpFieldType.String),
        Attributes(3),
        new OtlpField(4, "droppedAttributesCount", OtlpFieldType.UInt32));

    private static readonly OtlpMessage Link = new(
        "Link",
        new OtlpField(1, "traceId", OtlpFieldType.HexBytes),
        new OtlpField(2, "spanId", OtlpFieldType.HexBytes),
        new OtlpField(3, "traceState", OtlpFieldType.String),
        Attributes(4),
        new OtlpField(5, "droppedAttributesCount", OtlpFieldType.UInt32),
        new OtlpField(6, "flags", OtlpFieldType.Fixed32));

    private static readonly OtlpMessage Status = new(
        "Status",
        new OtlpField(2, "message", OtlpFieldType.String),
        new OtlpField(3, "code", OtlpFieldType.Enum));

    private static readonly OtlpMessage ScopeSpans = new(
        "ScopeSpans",
        new OtlpField(1, "scope", OtlpFieldType.Message, message: static () => InstrumentationScope),
        new OtlpField(2, "spans", OtlpFieldType.Message, isRepeated: true, static () => Span!),
        new OtlpField(3, "schemaUrl", OtlpFieldType.String));

    private static readonly OtlpMessage ResourceSpans = new(
        "ResourceSpans",
        new OtlpField(1, "resource", OtlpFieldType.Message, message: static () => Resource),
        new OtlpField(2, "scopeSpans", OtlpFieldType.Message, isRepeated: true, static () => ScopeSpans),
        new OtlpField(3, "schemaUrl", OtlpFieldType.String));

    private static readonly OtlpMessage TracePartialSuccess = new(
        "ExportTracePartialSuccess",
        new OtlpField(1, "rejectedSpans", OtlpFieldType.Int64),
        new OtlpField(2, "errorMessage", OtlpFieldType.String));

    private static readonly OtlpMessage RpcAny = new(
        "Any",
        new OtlpField(1, "@type", OtlpFieldType.String),
        new OtlpField(2, "value", OtlpFieldType.Bytes));

    /// <summary>A value of any type.</summary>
    public static OtlpMessage AnyValue { get; } = new(
        "AnyValue",
        isOneOf: true,
        new OtlpField(1, "stringValue", OtlpFieldType.String),
        new OtlpField(2, "boolValue", OtlpFieldType.Bool),
        new OtlpField(3, "intValue", OtlpFieldType.Int64),
        new OtlpField(4, "doubleValue", OtlpFieldType.Double),
        new OtlpField(5, "arrayValue", OtlpFieldType.Message, message: static () => ArrayValue),
        new OtlpField(6, "kvlistValue", OtlpFieldType.Message, message: static () => KeyValueList),
        new OtlpField(7, "bytesValue", OtlpFieldType.Bytes));

    /// <summary>An attribute.</summary>
    public static OtlpMessage KeyValue { get; } = new(
        "KeyValue",
        new OtlpField(1, "key", OtlpFieldType.String),
        new OtlpField(2, "value", OtlpFieldType.Message, message: static () => AnyValue!));

    /// <summary>A span.</summary>
    public static OtlpMessage Span { get; } = new(
        "Span",
        new OtlpField(1, "traceId", OtlpFieldType.HexBytes),
        new OtlpField(2, "spanId", OtlpFieldType.HexBytes),
        new OtlpField(3, "traceState", OtlpFieldType.String),
        new OtlpField(4, "parentSpanId", OtlpFieldType.HexBytes),
        new OtlpField(5, "name", OtlpFieldType.String),
        new OtlpField(6, "kind", OtlpFieldType.Enum),
        new OtlpField(7, "startTimeUnixNano", OtlpFieldType.Fixed64),
        new OtlpField(8, "endTimeUnixNano", OtlpFieldType.Fixed64),
        Attributes(9),
        new OtlpField(10, "droppedAttributesCount", OtlpFieldType.UInt32),
        new OtlpField(11, "events", OtlpFieldType.Message, isRepeated: true, static () => Event),
        new OtlpField(12, "droppedEventsCount", OtlpFieldType.UInt32),
        new OtlpField(13, "links", OtlpFieldType.Message, isRepeated: true, static () => Link),
        new OtlpField(14, "droppedLinksCount", OtlpFieldType.UInt32),
        new OtlpField(15, "status", OtlpFieldType.Message, message: static () => Status),
        new OtlpField(16, "flags", OtlpFieldType.Fixed32));

    /// <summary>What an exporter sends; also the shape of TracesData, a line of an OTLP/JSON file.</summary>
    public static OtlpMessage ExportTraceServiceRequest { get; } = new(
        "ExportTraceServiceRequest",
        new OtlpField(1, "resourceSpans", OtlpFieldType.Message, isRepeated: true, static () => ResourceSpans));

    /// <summary>What a receiver answers with status 200.</summary>
    public static OtlpMessage ExportTraceServiceResponse { get; } = new(
        "ExportTraceServiceResponse",
        new OtlpField(1, "partialSuccess", OtlpFieldType.Message, message: static () => TracePartialSuccess));

    /// <summary>google.rpc.Status: the body of a receiver's answer with any other status.</summary>
    public static OtlpMessage RpcStatus { get; } = new(
        "Status",
        new OtlpField(1, "code", OtlpFieldType.Int32),
        new OtlpField(2, "message", OtlpFieldType.String),
        new OtlpField(3, "details", OtlpFieldType.Message, isRepeated: true, static () => RpcAny));

    private static OtlpField Attributes(int number) =>
        new(number, "attributes", OtlpFieldType.Message, isRepeated: true, static () => KeyValue!);
}
