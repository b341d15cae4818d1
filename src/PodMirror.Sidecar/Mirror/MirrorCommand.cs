using System.CommandLine;
using static PodMirror.Sidecar.SettingOption;

namespace PodMirror.Sidecar.Mirror;

/// <summary>The command line of <c>podmirror mirror</c>. What the options do: docs/mirror.md.</summary>
public static class MirrorCommand
{
    private static readonly Dictionary<MirrorSetting, Option<string?>> Options = new()
    {
        [MirrorSetting.Mode] = Make(
            "--mode", "MODE",
            "Which calls are given out: ingress, those that this Pod answers; egress, those that it makes; ingress_and_egress. [ingress]"),
        [MirrorSetting.Ports] = Make("--ports", "LIST", "Only these TCP ports, at either end of a connection: 80,8080. [every port]"),
        [MirrorSetting.Exclude] = Make(
            "--exclude", "LIST",
            "Calls of this Pod to these servers are not captured: PORT, ADDRESS or ADDRESS:PORT, separated by commas, or none. "
                + "[where OTEL_EXPORTER_OTLP_ENDPOINT points to, else 4317,4318]"),
        [MirrorSetting.Interface] = Make("--interface", "NAME", "Only this network interface. [all]"),
        [MirrorSetting.MaxBodyBytes] = Make(
            "--max-body-bytes", "BYTES", "Bytes of each body that are kept, up to 1Mi; the true size is always told. [128Ki]"),
        [MirrorSetting.RingBytes] = Make("--ring-bytes", "BYTES", "Size of the ring that the kernel fills, a multiple of the block size. [8Mi]"),
        [MirrorSetting.BlockBytes] = Make("--block-bytes", "BYTES", "Size of the ring's blocks, a power of two from 128Ki to 4Mi. [256Ki]"),
        [MirrorSetting.Socket] = Make("--socket", "NAME", "tme's socket in the abstract namespace of Unix sockets. [podmirror]"),
        [MirrorSetting.PeerUid] = Make("--peer-uid", "UID", "The user whom tme runs as; another gets nothing. [the user of mirror]"),
        [MirrorSetting.DrainSeconds] = Make("--drain-seconds", "SECONDS", "How long to wait for tme at the end, at most. [5]"),
        [MirrorSetting.CpuShare] = Make(
            "--cpu-share", "SHARE", "Above this share of its CPU limit it leaves out bodies, then header fields; 0 never does. [0.8]"),
        [MirrorSetting.CpuLimit] = Make(
            "--cpu-limit", "MILLICORES", "The CPU limit, as 500m, where there is no control group to say it. [the control group's, else 1000m]"),
    };

    private static readonly Option<bool> Stats = new("--stats")
    {
        Description = "Write the loss ledger as one line of JSON to standard error at the end.",
    };

    /// <summary>What its help says after the options.</summary>
    internal static string[] Notes { get; } =
    [
        "It needs the capability CAP_NET_RAW.",
        "Every option but --stats can also be given by a variable: PODMIRROR_MODE for --mode,",
        "PODMIRROR_RING_BYTES for --ring-bytes.",
        "SIGTERM ends it after draining, SIGUSR1 writes the loss ledger to standard error.",
    ];

    /// <summary>The command, with its help and its action.</summary>
    public static Command Create()
    {
        var command = new Command("mirror", "Watch the HTTP traffic of this network namespace and give each exchange to tme.");
        foreach (Option<string?> option in Options.Values)
        {
            command.Add(option);
        }

        Options[MirrorSetting.Mode].CompletionSources.Add("ingress", "egress", "ingress_and_egress");
        command.Add(Stats);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult result)
    {
        var reader = new MirrorSettingsReader(setting => Find(result, Options[setting]));
        MirrorSettings settings = reader.Read(Variable);
        if (reader.Fault is { } fault)
        {
            Console.Error.WriteLine($"podmirror mirror: {fault}");
            return ExitCode.Usage;
        }

        return MirrorRun.Run(settings with { Stats = result.GetValue(Stats) }, TimeProvider.System, Console.Error);
    }
}
