using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Says which exchanges become spans. Holds scratch memory: one for each thread. Allocates nothing in steady state.</summary>
public sealed class SpanSampler
{
    private readonly SpanOptions _options;
    private readonly SpanIdentity _identity;
    private readonly FieldIndex _fields = new();
    private readonly ByteBuffer _state = new(4 * TraceState.MaxBytes);

    private SpanSampler(SpanOptions options)
    {
        _options = options;
        _identity = new SpanIdentity(options.Pod);
    }

    /// <summary>A sampler for spans that are made so; null when every exchange becomes one.</summary>
    public static SpanSampler? Of(SpanOptions options) => options.RespectsSampled || options.Sampling is not null ? new SpanSampler(options) : null;

    /// <summary>
    /// Decides over an exchange. A caller that says nothing of its trace, or nothing that can be read, has not decided against recording it.
    /// </summary>
    public SamplingOutcome Decide(scoped in ExchangeRecord exchange)
    {
        _fields.Build(exchange.Request.Fields);
        TraceContext context = TraceContextReader.Read(_fields, exchange.Request.Fields);
        UInt128 traceId = context.TraceId != UInt128.Zero ? context.TraceId : _identity.TraceId(exchange.Header);
        bool hasState = context.IsW3C && TraceContextReader.TryReadState(_fields, exchange.Request.Fields, _state);
        return SamplingChoice.Of(_options, exchange, context, traceId, hasState ? _state.Written : default).Outcome;
    }
}
