using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>
/// Why bytes are not the OTLP request that they should be, or a part of one. The names, in snake case, are the reasons in metrics and answers.
/// </summary>
internal enum TraceFault
{
    /// <summary>Nothing is wrong.</summary>
    None = ProtoFault.None,

    /// <summary>As <see cref="ProtoFault.Truncated"/>.</summary>
    Truncated = ProtoFault.Truncated,

    /// <summary>As <see cref="ProtoFault.VarintTooLong"/>.</summary>
    VarintTooLong = ProtoFault.VarintTooLong,

    /// <summary>As <see cref="ProtoFault.TagInvalid"/>.</summary>
    TagInvalid = ProtoFault.TagInvalid,

    /// <summary>As <see cref="ProtoFault.WireTypeWrong"/>.</summary>
    WireTypeWrong = ProtoFault.WireTypeWrong,

    /// <summary>As <see cref="ProtoFault.Utf8Invalid"/>.</summary>
    Utf8Invalid = ProtoFault.Utf8Invalid,

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
