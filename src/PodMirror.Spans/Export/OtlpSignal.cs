namespace PodMirror.Spans;

/// <summary>What a request to an OTLP receiver holds.</summary>
public enum OtlpSignal
{
    /// <summary>Spans.</summary>
    Traces,

    /// <summary>Metrics.</summary>
    Metrics,
}
