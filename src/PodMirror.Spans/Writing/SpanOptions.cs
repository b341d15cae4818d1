namespace PodMirror.Spans;

/// <summary>How spans are made.</summary>
public sealed record SpanOptions
{
    /// <summary>The default of <see cref="MaxBodyBytes"/>: what the original product keeps of a body.</summary>
    public const int DefaultMaxBodyBytes = 131_072;

    /// <summary>What is secret; null hides nothing, which only replay may ask for.</summary>
    public RedactionRules? Redaction { get; init; } = RedactionRules.Default;

    /// <summary>Bytes of each decoded body that a span holds, in [0, <see cref="BodyDecoder.MaxLayerBytes"/>]; 0 leaves bodies out.</summary>
    public int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>What the messages of gRPC are called; null shows them by the numbers of their fields.</summary>
    public DescriptorSet? Descriptors { get; init; }

    /// <summary>What tells this Pod from all others, for span ids: its uid.</summary>
    public string Pod { get; init; } = "";
}
