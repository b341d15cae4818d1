namespace PodMirror.Spans;

/// <summary>Finds a request's trace context: traceparent first, then b3, then X-B3-*.</summary>
internal static class TraceContextReader
{
    internal static TraceContext Read(FieldIndex index, ReadOnlySpan<byte> fields)
    {
        ReadOnlySpan<byte> malformed = default;
        int line = index.Find(KnownField.TraceParent);
        if (line >= 0)
        {
            if (IsSameThroughout(index, fields, line) && TraceParent.TryParse(index.Value(fields, line), out TraceContext w3c))
            {
                return w3c;
            }

            malformed = "traceparent"u8;
        }

        line = index.Find(KnownField.B3);
        if (line >= 0)
        {
            if (IsSameThroughout(index, fields, line) && B3.TryParseSingle(index.Value(fields, line), out TraceContext single))
            {
                return single;
            }

            malformed = malformed.IsEmpty ? "b3"u8 : malformed;
        }

        return ReadSeveral(index, fields, malformed);
    }

    /// <summary>Appends the request's tracestate, of all its lines, and returns whether it is one that may be shown.</summary>
    internal static bool TryReadState(FieldIndex index, ReadOnlySpan<byte> fields, ByteBuffer output)
    {
        output.Clear();
        int members = 0;
        for (int line = index.Find(KnownField.TraceState); line >= 0; line = index.Next(line))
        {
            if (!TraceState.TryAppend(index.Value(fields, line), output, ref members))
            {
                return false;
            }
        }

        return output.Length > 0;
    }

    private static TraceContext ReadSeveral(FieldIndex index, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> malformed)
    {
        SamplingDecision decision = DecisionOfSeveral(index, fields);
        int trace = index.Find(KnownField.B3TraceId);
        int span = index.Find(KnownField.B3SpanId);
        if (trace >= 0 || span >= 0)
        {
            if (IsSameThroughout(index, fields, trace) && IsSameThroughout(index, fields, span)
                && B3.TryParse(
                    index.ValueOf(fields, KnownField.B3TraceId), index.ValueOf(fields, KnownField.B3SpanId), decision, out TraceContext several))
            {
                return several;
            }

            malformed = malformed.IsEmpty ? "x-b3-traceid"u8 : malformed;
        }

        return new TraceContext { Malformed = malformed, Decision = malformed.IsEmpty ? decision : SamplingDecision.Deferred };
    }

    // X-B3-Flags: 1 is debug, which implies that the trace is recorded; any other value of it means nothing.
    private static SamplingDecision DecisionOfSeveral(FieldIndex index, ReadOnlySpan<byte> fields) =>
        index.ValueOf(fields, KnownField.B3Flags).SequenceEqual("1"u8)
            ? SamplingDecision.Sampled
            : B3.DecisionOf(index.ValueOf(fields, KnownField.B3Sampled));

    // Two proxies that each add the field are seen in the wild; two that say the same leave no doubt.
    private static bool IsSameThroughout(FieldIndex index, ReadOnlySpan<byte> fields, int line)
    {
        if (line < 0)
        {
            return true;
        }

        ReadOnlySpan<byte> first = index.Value(fields, line);
        for (line = index.Next(line); line >= 0; line = index.Next(line))
        {
            if (!index.Value(fields, line).SequenceEqual(first))
            {
                return false;
            }
        }

        return true;
    }
}
