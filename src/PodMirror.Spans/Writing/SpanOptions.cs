namespace PodMirror.Spans;

/// <summary>How spans are made.</summary>
public sealed record SpanOptions
{
    /// <summary>The default of <see cref="MaxBodyBytes"/>: what the original product keeps of a body.</summary>
    public const int DefaultMaxBodyBytes = 131_072;

    /// <summary>The default of <see cref="StreamEvents"/>: enough to see what is talked about, and how it begins.</summary>
    public const int DefaultStreamEvents = 16;

    /// <summary>What is secret; null hides nothing, which only replay may ask for.</summary>
    public RedactionRules? Redaction { get; init; } = RedactionRules.Default;

    /// <summary>Bytes of each decoded body that a span holds, in [0, <see cref="BodyDecoder.MaxLayerBytes"/>]; 0 leaves bodies out.</summary>
    public int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>What the messages of gRPC are called; null shows them by the numbers of their fields.</summary>
    public DescriptorSet? Descriptors { get; init; }

    /// <summary>Which bodies are shown, by their types; of others only the size is.</summary>
    public BodyContentTypes ContentTypes { get; init; } = BodyContentTypes.Default;

    /// <summary>
    /// Messages of a WebSocket, or events of a text/event-stream, that become events of the span, in
    /// [0, <see cref="Exchange.FramedMarks.MaxCount"/>].
    /// </summary>
    public int StreamEvents { get; init; } = DefaultStreamEvents;

    /// <summary>Which share of exchanges becomes spans, as these tell in their tracestate; null is all, and the caller's stays as it is.</summary>
    public SamplingRules? Sampling { get; init; }

    /// <summary>Whether exchanges of traces that their callers do not record become none.</summary>
    public bool RespectsSampled { get; init; }

    /// <summary>Whether each attribute that has an older name of Hypertrace is written under that, too.</summary>
    public bool HasHypertraceNames { get; init; }

    /// <summary>What tells this Pod from all others, for span ids: its uid.</summary>
    public string Pod { get; init; } = "";
}
