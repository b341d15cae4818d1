using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;

namespace PodMirror.Sidecar.Mirror;

/// <summary>What the command line and the environment ask of the mirror. What each does, and its default: docs/mirror.md.</summary>
internal sealed record MirrorSettings
{
    /// <summary>What is given out where nobody says it.</summary>
    public const CaptureMode DefaultMode = CaptureMode.Ingress;

    /// <summary>Which directions are given out; null is <see cref="DefaultMode"/>, unless settings that tme hands over say another.</summary>
    public CaptureMode? Mode { get; init; }

    /// <summary>Ports of which either end must have one; none is every port.</summary>
    public IReadOnlyList<ushort> Ports { get; init; } = [];

    /// <summary>Servers whose traffic is left out.</summary>
    public IReadOnlyList<FilterExclusion> Exclusions { get; init; } = ExportExclusions.OtlpPorts;

    /// <summary>The only interface to capture on; null is all.</summary>
    public string? Interface { get; init; }

    /// <summary>Bytes of each body that are kept, in [0, <see cref="CaptureSettings.MaxBodyBytesLimit"/>].</summary>
    public int MaxBodyBytes { get; init; } = 131_072;

    /// <summary>The ring's size; its filter is not set.</summary>
    public RingOptions Ring { get; init; } = new();

    /// <summary>tme's socket in the abstract namespace.</summary>
    public string SocketName { get; init; } = "podmirror";

    /// <summary>The user whom tme must run as; null for our own.</summary>
    public uint? PeerUid { get; init; }

    /// <summary>How long what was sent is waited for at the end: well inside Kubernetes' grace period of 30 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The share of the CPU limit above which less is told of each exchange; 0 switches the thermostat off.</summary>
    public double CpuShare { get; init; } = ThermostatOptions.DefaultShare;

    /// <summary>The CPU limit in cores; null is what the control group says.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>Whether the ledger is written to standard error at the end.</summary>
    public bool Stats { get; init; }

    /// <summary>A line to show at the start; null for none.</summary>
    public string? Notice { get; init; }
}
