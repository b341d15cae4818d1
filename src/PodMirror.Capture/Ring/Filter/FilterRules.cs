namespace PodMirror.Capture;

/// <summary>What the kernel copies into the ring. TCP only, whatever else is said.</summary>
public sealed record FilterRules
{
    /// <summary>Ports that may be named: a conditional jump of classic BPF reaches 255 instructions, and both ends are compared.</summary>
    public const int MaxPorts = 64;

    /// <summary>Servers that may be left out: each costs every packet up to four comparisons.</summary>
    public const int MaxExclusions = 16;

    /// <summary>Ports of which either end must have one; none means every port.</summary>
    public IReadOnlyList<ushort> Ports { get; init; } = [];

    /// <summary>Servers whose traffic is left out: above all the one that our own spans go to.</summary>
    public IReadOnlyList<FilterExclusion> Exclusions { get; init; } = [];

    /// <summary>The index of the only interface to capture on; 0 means all.</summary>
    public int InterfaceIndex { get; init; }
}
