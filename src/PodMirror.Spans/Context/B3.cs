using System.Text;

namespace PodMirror.Spans;

/// <summary>Zipkin's B3 propagation, in one field or in several (openzipkin/b3-propagation).</summary>
internal static class B3
{
    private const byte SampledFlag = 0x01;

    /// <summary>
    /// Reads the field b3: <c>trace-span[-sampled[-parent]]</c>. A decision alone (0, 1, d) is valid and names no trace.
    /// </summary>
    internal static bool TryParseSingle(ReadOnlySpan<byte> value, out TraceContext context)
    {
        context = default;
        if (value.Length == 1)
        {
            context = new TraceContext { Decision = DecisionOf(value) };
            return context.Decision != SamplingDecision.Deferred;
        }

        ReadOnlySpan<byte> rest = value;
        ReadOnlySpan<byte> trace = Cut(ref rest);
        bool hasSpan = !rest.IsEmpty;
        ReadOnlySpan<byte> span = Cut(ref rest);
        bool hasDecision = span.Length < value.Length - trace.Length - 1;
        ReadOnlySpan<byte> text = Cut(ref rest);
        SamplingDecision decision = DecisionOf(text);
        bool isDecisionRight = !hasDecision || (text.Length == 1 && decision != SamplingDecision.Deferred);
        bool isParentRight = rest.IsEmpty || HexIds.TrySpanId(rest, out _);
        return hasSpan && isDecisionRight && isParentRight && TryParse(trace, span, decision, out context);
    }

    /// <summary>Reads the fields X-B3-TraceId and X-B3-SpanId, beside a decision.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> trace, ReadOnlySpan<byte> span, SamplingDecision decision, out TraceContext context)
    {
        context = default;
        if (!HexIds.TryTraceId(trace, out UInt128 traceId) || !HexIds.TrySpanId(span, out ulong parentId))
        {
            return false;
        }

        context = new TraceContext
        {
            TraceId = traceId,
            ParentId = parentId,
            Flags = decision == SamplingDecision.Sampled ? SampledFlag : (byte)0,
            Decision = decision,
        };
        return true;
    }

    /// <summary>A decision in text: 0 or 1, d (debug, which implies 1), or true and false, which old tracers send; anything else is none.</summary>
    internal static SamplingDecision DecisionOf(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("0"u8) || Ascii.EqualsIgnoreCase(value, "false"u8))
        {
            return SamplingDecision.NotSampled;
        }

        return value.SequenceEqual("1"u8) || value.SequenceEqual("d"u8) || Ascii.EqualsIgnoreCase(value, "true"u8)
            ? SamplingDecision.Sampled
            : SamplingDecision.Deferred;
    }

    private static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> rest)
    {
        int hyphen = rest.IndexOf((byte)'-');
        ReadOnlySpan<byte> part = hyphen < 0 ? rest : rest[..hyphen];
        rest = hyphen < 0 ? default : rest[(hyphen + 1)..];
        return part;
    }
}
