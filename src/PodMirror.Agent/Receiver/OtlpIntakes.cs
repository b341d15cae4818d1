namespace PodMirror.Agent.Receiver;

/// <summary>Every signal that is taken.</summary>
/// <param name="Spans">Takes spans.</param>
/// <param name="Metrics">Takes metrics.</param>
internal sealed record OtlpIntakes(IOtlpIntake Spans, IOtlpIntake Metrics)
{
    /// <summary>What takes requests at a path of OTLP/HTTP; null where nothing is.</summary>
    public IOtlpIntake? At(string? path) => path switch
    {
        "/v1/traces" => Spans,
        "/v1/metrics" => Metrics,
        _ => null,
    };
}
