using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Tells exchanges of traces that their callers decided not to record. Holds scratch memory: one for each thread.</summary>
public sealed class UnsampledContext
{
    private readonly FieldIndex _fields = new();

    /// <summary>Whether the request says that its trace is not recorded. One that says nothing, or nothing that can be read, does not.</summary>
    public bool IsOf(scoped in ExchangeRecord exchange)
    {
        _fields.Build(exchange.Request.Fields);
        return TraceContextReader.Read(_fields, exchange.Request.Fields).Decision == SamplingDecision.NotSampled;
    }
}
