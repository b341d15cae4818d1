using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>What the kernel copies into the ring. TCP only, whatever else is said.</summary>
public sealed record FilterRules
{
    /// <summary>Servers that may be left out: each costs every packet up to four comparisons.</summary>
    public const int MaxExclusions = 16;

    /// <summary>Ports of which either end must have one, at most <see cref="CaptureSettings.MaxPorts"/>; none means every port.</summary>
    public IReadOnlyList<ushort> Ports { get; init; } = [];

    /// <summary>Ports of which neither end may have one, at most <see cref="CaptureSettings.MaxPorts"/>.</summary>
    public IReadOnlyList<ushort> ExcludedPorts { get; init; } = [];

    /// <summary>Servers whose traffic is left out: above all the one that our own spans go to.</summary>
    public IReadOnlyList<FilterExclusion> Exclusions { get; init; } = [];

    /// <summary>The index of the only interface to capture on; 0 means all.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>Whether packets between two ports pass, as far as ports say.</summary>
    public bool LetsPass(ushort one, ushort other) =>
        (Ports.Count == 0 || Ports.Contains(one) || Ports.Contains(other)) && !ExcludedPorts.Contains(one) && !ExcludedPorts.Contains(other);
}
