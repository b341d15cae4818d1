using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>What becomes of an exchange, and by which threshold.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Threshold">By which threshold it was kept, here and by those before us; null when that is not known.</param>
internal readonly record struct SamplingChoice(SamplingOutcome Outcome, ulong? Threshold)
{
    /// <summary>Chooses: by the randomness of the trace alone, so that both ends of a call come to the same.</summary>
    /// <param name="options">The shares, and whether the caller's decision is respected.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="context">What its request says of its trace.</param>
    /// <param name="traceId">The trace's id, ours where the request names none.</param>
    /// <param name="state">The request's tracestate; empty when there is none that can be read.</param>
    internal static SamplingChoice Of(
        SpanOptions options, scoped in ExchangeRecord exchange, in TraceContext context, UInt128 traceId, ReadOnlySpan<byte> state)
    {
        if (options.RespectsSampled && context.Decision == SamplingDecision.NotSampled)
        {
            return new SamplingChoice(SamplingOutcome.NotRecorded, null);
        }

        if (options.Sampling is not { } rules)
        {
            return new SamplingChoice(SamplingOutcome.Kept, null);
        }

        var before = ProbabilityState.Of(state);
        ulong randomness = before.Randomness ?? ((ulong)traceId & SamplingThreshold.Mask);
        ulong threshold = rules.ThresholdOf(exchange.Request.Method, exchange.Request.Target);
        if (randomness < threshold)
        {
            return new SamplingChoice(SamplingOutcome.LeftOut, null);
        }

        // Whoever respects the caller's choice has two samplers, one after the other. A threshold that contradicts the flag tells nothing.
        bool isOfCaller = options.RespectsSampled && context.Decision == SamplingDecision.Sampled;
        return new SamplingChoice(
            SamplingOutcome.Kept,
            !isOfCaller ? threshold : before.Threshold <= randomness ? Math.Max(threshold, before.Threshold.Value) : null);
    }
}
