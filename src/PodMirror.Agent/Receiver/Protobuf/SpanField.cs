namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>Field numbers of the OTLP Span message (trace/v1/trace.proto).</summary>
internal static class SpanField
{
    /// <summary>bytes trace_id.</summary>
    public const int TraceId = 1;

    /// <summary>bytes span_id.</summary>
    public const int SpanId = 2;

    /// <summary>string trace_state.</summary>
    public const int TraceState = 3;

    /// <summary>bytes parent_span_id.</summary>
    public const int ParentSpanId = 4;

    /// <summary>string name.</summary>
    public const int Name = 5;

    /// <summary>SpanKind kind.</summary>
    public const int Kind = 6;

    /// <summary>fixed64 start_time_unix_nano.</summary>
    public const int StartTime = 7;

    /// <summary>fixed64 end_time_unix_nano.</summary>
    public const int EndTime = 8;

    /// <summary>repeated KeyValue attributes.</summary>
    public const int Attributes = 9;

    /// <summary>repeated Event events.</summary>
    public const int Events = 11;

    /// <summary>repeated Link links.</summary>
    public const int Links = 13;

    /// <summary>Status status.</summary>
    public const int Status = 15;
}
