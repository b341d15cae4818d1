namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>Why bytes are not the protobuf message they should be. The names, in snake case, are the reasons in metrics and answers.</summary>
internal enum ProtobufFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The bytes end inside a value, or a length points past the end of its message.</summary>
    Truncated,

    /// <summary>A varint of more than ten bytes, or of more than 64 bits.</summary>
    VarintTooLong,

    /// <summary>Field number 0, one past 2^29 - 1, or a wire type that OTLP does not use.</summary>
    TagInvalid,

    /// <summary>A known field with another wire type than its own.</summary>
    WireTypeWrong,

    /// <summary>A string that is not UTF-8 (protobuf wants every string to be).</summary>
    Utf8Invalid,

    /// <summary>Attribute values nested deeper than <see cref="ReceiverLimits.MaxValueDepth"/>.</summary>
    TooDeep,

    /// <summary>More attributes, events or links than <see cref="ReceiverLimits.MaxItemsPerSpan"/>.</summary>
    TooManyItems,

    /// <summary>A trace id that is not 16 bytes, or all zero.</summary>
    TraceIdInvalid,

    /// <summary>A span id that is not 8 bytes, or all zero.</summary>
    SpanIdInvalid,

    /// <summary>A span of more than <see cref="ReceiverLimits.MaxSpanBytes"/>.</summary>
    SpanTooLarge,

    /// <summary>A resource or scope of more than <see cref="ReceiverLimits.MaxSourceBytes"/>.</summary>
    SourceTooLarge,

    /// <summary>More spans in one request than <see cref="ReceiverLimits.MaxSpansPerRequest"/>.</summary>
    TooManySpans,
}
