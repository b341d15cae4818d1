namespace PodMirror.Exchange;

/// <summary>What of the mirror can be set while it runs (docs/sidecar-config.md). Null is what its command line says.</summary>
public sealed record CaptureSettings
{
    /// <summary>Ports in each list: a conditional jump of classic BPF reaches 255 instructions, and both ends of a connection are compared.</summary>
    public const int MaxPorts = 64;

    /// <summary>Bytes of each body that can be kept at most: two bodies and two heads at their limits fit in a record.</summary>
    public const int MaxBodyBytesLimit = 1024 * 1024;

    /// <summary>The least share of the CPU but 0: below it a process would be too hot for good, as what is counted only costs CPU too.</summary>
    public const double MinCpuShare = 0.1;

    /// <summary>Nothing set.</summary>
    public static CaptureSettings Empty { get; } = new();

    /// <summary>Which document they are from: what <c>settings_version</c> of a ledger says. Not negative; 0 is none.</summary>
    public long Version { get; init; }

    /// <summary>Which directions are given out; of no effect where the command line says it, as it does for an annotation.</summary>
    public CaptureMode? Mode { get; init; }

    /// <summary>Ports of which either end of a connection must have one, at most <see cref="MaxPorts"/>; none is every port.</summary>
    public IReadOnlyList<ushort>? Ports { get; init; }

    /// <summary>Ports of which neither end may have one, at most <see cref="MaxPorts"/>.</summary>
    public IReadOnlyList<ushort>? ExcludedPorts { get; init; }

    /// <summary>Bytes of each body that are kept, in [0, <see cref="MaxBodyBytesLimit"/>].</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>The share of the mirror's CPU limit above which less is told: from <see cref="MinCpuShare"/> to 1, or 0 for any.</summary>
    public double? CpuShare { get; init; }

    /// <summary>Whether a number is a share of the CPU limit.</summary>
    public static bool IsCpuShare(double share) => share is 0 or (>= MinCpuShare and <= 1);

    /// <summary>What holds where this is said inside a wider scope: each member that is set here wins.</summary>
    public CaptureSettings Inside(CaptureSettings wider) => new()
    {
        Version = Version,
        Mode = Mode ?? wider.Mode,
        Ports = Ports ?? wider.Ports,
        ExcludedPorts = ExcludedPorts ?? wider.ExcludedPorts,
        MaxBodyBytes = MaxBodyBytes ?? wider.MaxBodyBytes,
        CpuShare = CpuShare ?? wider.CpuShare,
    };
}
