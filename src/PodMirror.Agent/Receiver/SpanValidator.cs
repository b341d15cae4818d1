using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Counts the readable spans of a request and masks the others in place: the tag of an unreadable span (or of the ResourceSpans or ScopeSpans
/// whose head is unreadable) becomes that of field 15, which OTLP does not have there, so every reader behind this one, ours and a backend's,
/// steps over it as an unknown field. One byte changes; nothing is copied, and the good spans go on as they came.
/// </summary>
internal ref struct SpanValidator(Span<byte> request, ReasonCounters<TraceFault>? rejections) : ISpanVisitor
{
    /// <summary>Field 15, length-delimited, in the low seven bits of a tag's first byte; a continuation bit stays as it was.</summary>
    private const byte MaskedTag = (15 << 3) | (int)WireType.Length;
    private readonly Span<byte> _request = request;
    private TraceFault _resourceFault;
    private TraceFault _scopeFault;

    /// <summary>Spans that can be read.</summary>
    public int Accepted { get; private set; }

    /// <summary>Spans that cannot, and are masked.</summary>
    public int Rejected { get; private set; }

    /// <summary>Why the first of them cannot be read.</summary>
    public TraceFault FirstFault { get; private set; }

    /// <summary>Where the first of them begins.</summary>
    public int FirstFaultOffset { get; private set; }

    /// <inheritdoc/>
    public void OnResource(ReadOnlySpan<byte> resource, int tagPosition)
    {
        _resourceFault = AttributeList.CheckSource(resource, AttributeList.InResource);
        MaskIf(_resourceFault, tagPosition);
    }

    /// <inheritdoc/>
    public void OnScope(ReadOnlySpan<byte> scope, int tagPosition)
    {
        _scopeFault = _resourceFault != TraceFault.None ? _resourceFault : AttributeList.CheckSource(scope, AttributeList.InScope);
        MaskIf(_scopeFault, tagPosition);
    }

    /// <inheritdoc/>
    public void OnSpan(ReadOnlySpan<byte> span, int tagPosition)
    {
        TraceFault fault = _scopeFault;
        if (fault == TraceFault.None)
        {
            fault = Accepted >= ReceiverLimits.MaxSpansPerRequest ? TraceFault.TooManySpans : Check(span);
        }

        if (fault == TraceFault.None)
        {
            Accepted++;
            return;
        }

        if (Rejected++ == 0)
        {
            FirstFault = fault;
            FirstFaultOffset = tagPosition;
        }

        rejections?.Add(fault);
        MaskIf(fault, tagPosition);
    }

    private static TraceFault Check(ReadOnlySpan<byte> span) =>
        SpanFields.TryRead(span, out _, out TraceFault fault) ? TraceFault.None : fault;

    private readonly void MaskIf(TraceFault fault, int tagPosition)
    {
        if (fault != TraceFault.None)
        {
            ref byte tag = ref _request[tagPosition];
            tag = (byte)((tag & 0x80) | MaskedTag);
        }
    }
}
