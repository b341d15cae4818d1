namespace PodMirror.Spans;

/// <summary>Zipkin's B3 propagation, in one field or in several (openzipkin/b3-propagation).</summary>
internal static class B3
{
    /// <summary>Reads the field b3: <c>trace-span[-sampled[-parent]]</c>. A decision alone (0, 1, d) is valid and names no trace.</summary>
    internal static bool TryParseSingle(ReadOnlySpan<byte> value, out TraceContext context)
    {
        context = default;
        if (value.Length == 1)
        {
            return IsDecision(value);
        }

        int first = value.IndexOf((byte)'-');
        if (first < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = value[(first + 1)..];
        int second = rest.IndexOf((byte)'-');
        ReadOnlySpan<byte> span = second < 0 ? rest : rest[..second];
        rest = second < 0 ? default : rest[(second + 1)..];
        int third = rest.IndexOf((byte)'-');
        ReadOnlySpan<byte> decision = third < 0 ? rest : rest[..third];
        if (second >= 0 && !IsDecision(decision))
        {
            return false;
        }

        return TryParse(value[..first], span, decision, out context);
    }

    /// <summary>Reads the fields X-B3-TraceId, X-B3-SpanId and X-B3-Sampled.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> trace, ReadOnlySpan<byte> span, ReadOnlySpan<byte> decision, out TraceContext context)
    {
        context = default;
        if (!HexIds.TryTraceId(trace, out UInt128 traceId) || !HexIds.TrySpanId(span, out ulong parentId))
        {
            return false;
        }

        byte flags = decision.IsEmpty || decision[0] == '0' ? (byte)0 : (byte)1;
        context = new TraceContext { TraceId = traceId, ParentId = parentId, Flags = flags };
        return true;
    }

    private static bool IsDecision(ReadOnlySpan<byte> value) => value.Length == 1 && value[0] is (byte)'0' or (byte)'1' or (byte)'d';
}
