using System.Globalization;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;
using PodMirror.Sidecar.Cpu;

namespace PodMirror.Sidecar.Mirror;

/// <summary>Puts the mirror together, runs it, and drains it: ring, decoder, pipeline, socket.</summary>
internal static class MirrorRun
{
    /// <summary>Runs until SIGTERM or SIGINT.</summary>
    /// <returns>The exit code: 0, or 1 when the capture cannot begin.</returns>
    public static int Run(MirrorSettings settings, TimeProvider time, TextWriter log)
    {
        using PacketRing? ring = OpenRing(settings, out FilterRules rules, out string error);
        if (ring is null)
        {
            Say(log, error);
            return ExitCode.Error;
        }

        Say(log, $"capturing ({ProcessAge.Milliseconds()} ms after the start): {Describe(settings, rules)}");
        if (settings.Notice is { } notice)
        {
            Say(log, notice);
        }

        var ledger = new MirrorLedger { StartedNs = UnixTime.NowNs(time) };
        using var memory = new ResidentMemory();
        using var socket = new ExchangeSocket(
            new ExchangeSocketOptions
            {
                Name = settings.SocketName,
                UserId = settings.PeerUid ?? HostFacts.EffectiveUserId(),
                BufferBytes = ExchangeSocketOptions.BufferBytesFor(settings.MaxBodyBytes),
            },
            ledger, time, line => Say(log, line));
        var pipeline = new FlowPipeline(
            new PipelineOptions { Mode = settings.Mode ?? MirrorSettings.DefaultMode, MaxBodyBytes = settings.MaxBodyBytes },
            ledger, socket, new ListeningPorts(ListeningPorts.ThreadNet, time));
        MirrorThermostat thermostat = Thermostat(settings, pipeline, ledger, time, line => Say(log, line));
        var loop = new MirrorLoop(ring, new PacketDecoder(ledger), pipeline, socket, ledger, time, settings.Ring.BlockTimeout)
        {
            OnSnapshot = snapshot => log.WriteLine(LedgerJson.Format(snapshot)),
            Control = new CaptureControl(
                settings, rules, changed => ring.TryFilter(CaptureFilter.Build(changed)), pipeline, thermostat.SetShare, ledger, time,
                line => Say(log, line)),
            OnSecond = () =>
            {
                thermostat.Sample(Environment.CpuUsage.TotalTime);
                ledger[MirrorCounter.MemoryBytes] = memory.Read();
            },
        };
        using var signals = new LoopSignals(loop);
        loop.Run();
        loop.Drain(settings.DrainTime);
        Say(log, LedgerSummary.Format(ledger));
        if (settings.Stats)
        {
            log.WriteLine(LedgerJson.Format(ledger));
        }

        return ExitCode.Ok;
    }

    /// <summary>Opens the ring with the one capability that it needs, and gives up all of them.</summary>
    private static PacketRing? OpenRing(MirrorSettings settings, out FilterRules rules, out string error)
    {
        error = "";
        rules = new FilterRules { Ports = settings.Ports, Exclusions = settings.Exclusions };
        int index = 0;
        if (settings.Interface is { } name && (index = HostFacts.InterfaceIndexOf(name)) == 0)
        {
            error = $"there is no network interface '{name}' here";
            return null;
        }

        rules = rules with { InterfaceIndex = index };
        NetRawCapability.MakeEffective();
        PacketRing.TryOpen(settings.Ring with { Filter = CaptureFilter.Build(rules) }, out PacketRing? ring, out string? fault);
        NetRawCapability.DropAll();
        CaptureThread.YieldToApplication();
        error = fault ?? "";
        return ring;
    }

    private static MirrorThermostat Thermostat(
        MirrorSettings settings, FlowPipeline pipeline, MirrorLedger ledger, TimeProvider time, Action<string> log)
    {
        var options = new ThermostatOptions { LimitCores = settings.CpuLimit ?? CpuLimit.Read(CpuLimit.ReadFile), Share = settings.CpuShare };
        return new MirrorThermostat(new Thermostat(options, Environment.CpuUsage.TotalTime, time), pipeline, ledger, log);
    }

    private static string Describe(MirrorSettings settings, FilterRules rules) =>
        CaptureText.Of(settings.Mode ?? MirrorSettings.DefaultMode, settings.Interface, rules)
            + $"; ring of {ByteSize.Format(settings.Ring.RingBytes)}";

    private static void Say(TextWriter log, string line) =>
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"podmirror mirror: {line}"));
}
