namespace PodMirror.Spans;

/// <summary>What a request says of the trace that it belongs to.</summary>
internal readonly ref struct TraceContext
{
    /// <summary>The trace's id; zero when the request names none.</summary>
    internal UInt128 TraceId { get; init; }

    /// <summary>The id of the caller's span, which is our parent.</summary>
    internal ulong ParentId { get; init; }

    /// <summary>The trace flags; bit 0 is sampled, bit 1 says that the trace id is random (W3C Trace Context Level 2).</summary>
    internal byte Flags { get; init; }

    /// <summary>What the caller decided, also where it names no trace: B3 may send a decision alone.</summary>
    internal SamplingDecision Decision { get; init; }

    /// <summary>The name of the field that could not be read, when there is one and no other gave a context; else empty.</summary>
    internal ReadOnlySpan<byte> Malformed { get; init; }

    /// <summary>Whether tracestate belongs to this context: it does so only beside a valid traceparent.</summary>
    internal bool IsW3C { get; init; }
}
