using PodMirror.Sidecar.Cpu;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>How spans are made and batched.</summary>
internal sealed record SpanCollectorOptions
{
    /// <summary>How spans are made.</summary>
    internal required SpanOptions Spans { get; init; }

    /// <summary>Whose spans they are.</summary>
    internal required SpanSource Source { get; init; }

    /// <summary>How many spans may leave.</summary>
    internal BudgetLimits Budget { get; init; } = BudgetLimits.None;

    /// <summary>How much CPU may be used; null for no thermostat.</summary>
    internal ThermostatOptions? Cpu { get; init; }

    /// <summary>Bytes of a request at which it goes out; a request is larger by less than one span.</summary>
    internal required int BatchBytes { get; init; }

    /// <summary>Age of the oldest span by which a request goes out, at three quarters of it at the earliest.</summary>
    internal required TimeSpan MaxBatchAge { get; init; }
}
