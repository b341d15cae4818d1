using System.Globalization;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;
using PodMirror.Sidecar.Tme.Reload;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Puts tme together, runs it, and drains it: socket, spans, batches, export.</summary>
internal static class TmeRun
{
    /// <summary>How long the last metrics may take: a receiver that answers at all does so at once, and nobody waits for them.</summary>
    private static readonly TimeSpan LastMetrics = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the task says so, which is a signal's doing.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="exports">Where to export.</param>
    /// <param name="environment">Gives the value of a variable, for the resource.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes lines for people, and the ledger.</param>
    /// <returns>The exit code: 0, or 1 when it cannot begin.</returns>
    internal static async Task<int> RunAsync(
        TmeSettings settings, TmeExports exports, Func<string, string?> environment, TimeProvider time, TextWriter log)
    {
        DescriptorSet? descriptors = DescriptorFile.Read(settings.Descriptors, out string? fault);
        if (fault is not null)
        {
            Say(log, fault);
            return ExitCode.Error;
        }

        if (DescriptorFile.Warning(settings.Descriptors, descriptors) is { } warning)
        {
            Say(log, warning);
        }

        SayWhatIsWrong(exports, log);
        IOtlpSender? sender = MakeSender(exports.Spans, time, line => Say(log, line));
        IOtlpSender? metricsSender = MakeSender(exports.Metrics, time, log: null);
        SpanCollectorOptions collecting = CollectorOptions(settings, environment, descriptors);
        using var collector = new SpanCollector(
            collecting,
            sender is null ? null : listener => new SpanExporter(exports.Spans!, sender, listener, time),
            time,
            line => Say(log, line));
        var offer = new SettingsOffer();
        await using var reload = new Reloading(settings, exports.Spans, environment, collecting, collector, offer, time, line => Say(log, line));
        if (!await reload.TryStartAsync())
        {
            return ExitCode.Error;
        }

        await using MetricsExporter? metrics = metricsSender is null
            ? null
            : Metrics(exports, metricsSender, new LedgerReporter(collecting.Source, collector, time, line => Say(log, line)), time);
        uint peer = settings.PeerUid ?? HostFacts.EffectiveUserId();
        using MirrorListener? listener = MirrorListener.TryStart(settings.SocketName, peer, collector, offer, line => Say(log, line), out fault);
        if (listener is null)
        {
            Say(log, fault!);
            return ExitCode.Error;
        }

        // Before it is said that it listens: whoever reads that may ask it to stop at once.
        using var signals = new TmeSignals(() => log.WriteLine(collector.LedgerLine()));
        Say(log, Describe(settings, exports.Spans));
        metrics?.Start();
        await signals.Stopping;
        await DrainAsync(settings.DrainTime, listener, collector, metrics, time);
        if (settings.Stats)
        {
            await log.WriteLineAsync(collector.LedgerLine());
        }

        return ExitCode.Ok;
    }

    private static MetricsExporter Metrics(TmeExports exports, IOtlpSender sender, LedgerReporter reporter, TimeProvider time) =>
        new(exports.Metrics!, sender, reporter, exports.MetricsInterval, time) { EndsWhereUnknown = true };

    // Half of the time for what the mirror still sends, and what is left for exporting it and for telling what became of it.
    private static async Task DrainAsync(
        TimeSpan time, MirrorListener listener, SpanCollector collector, MetricsExporter? metrics, TimeProvider clock)
    {
        long begun = clock.GetTimestamp();
        listener.Drain(time / 2, clock);
        TimeSpan forMetrics = metrics is null ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min((time / 10).Ticks, LastMetrics.Ticks));
        TimeSpan left = time - forMetrics - clock.GetElapsedTime(begun);
        await collector.StopAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        listener.SendLastAcknowledgements();
        if (metrics is not null)
        {
            await metrics.StopAsync(forMetrics);
        }
    }

    private static SpanCollectorOptions CollectorOptions(TmeSettings settings, Func<string, string?> environment, DescriptorSet? descriptors)
    {
        IReadOnlyDictionary<string, string> resource = ResourceAttributes.FromEnvironment(environment);

        // Without a Pod, as on a laptop, the machine and the process tell exchanges of one run from those of another.
        string pod = resource.GetValueOrDefault("k8s.pod.uid")
            ?? string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}");
        return new SpanCollectorOptions
        {
            Spans = new SpanOptions
            {
                MaxBodyBytes = settings.MaxBodyBytes,
                Redaction = RedactionRules.With(settings.RedactHeaders, settings.RedactQueryKeys),
                Descriptors = descriptors,
                Pod = pod,
                ContentTypes = settings.BodyContentTypes,
                StreamEvents = settings.StreamEvents,
                RespectsSampled = settings.RespectsSampled,
                HasHypertraceNames = settings.HasHypertraceNames,
            },
            Source = new SpanSource(resource),
            Budget = settings.Budget,
            Cpu = new ThermostatOptions { LimitCores = settings.CpuLimit ?? CpuLimit.Read(CpuLimit.ReadFile), Share = settings.CpuShare },
            BatchBytes = settings.BatchBytes,
            MaxBatchAge = settings.MaxBatchAge,
        };
    }

    // Files of Secrets may come later, and the containers of a Pod do not wait for each other: tme starts, and sends when they are there.
    private static void SayWhatIsWrong(TmeExports exports, TextWriter log)
    {
        ExporterOptions?[] all = [exports.Spans, exports.Metrics];
        foreach (string fault in all.OfType<ExporterOptions>().Select(ExportCredentials.Fault).OfType<string>().Distinct())
        {
            Say(log, $"{fault}; nothing is sent until it can be used, and no restart is needed then. In a Pod it is a key of a Secret or ConfigMap "
                + "of the Pod's namespace: docs/install.md");
        }

        foreach (string warning in all.OfType<ExporterOptions>().Select(OpenCredentials.Warning).OfType<string>().Distinct())
        {
            Say(log, warning);
        }
    }

    private static IOtlpSender? MakeSender(ExporterOptions? options, TimeProvider time, Action<string>? log) =>
        options is null ? null : OtlpSenders.Make(options, time, log);

    private static string Describe(TmeSettings settings, ExporterOptions? options)
    {
        if (options is null)
        {
            return $"listening at the socket @{settings.SocketName}; exporting is switched off, exchanges are dropped and counted";
        }

        string protocol = options.Protocol == ExportProtocol.Grpc ? "gRPC" : "HTTP";
        string gzip = options.UseGzip ? ", gzip" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"listening at the socket @{settings.SocketName}; exporting to {options.Endpoint.GetLeftPart(UriPartial.Path)} by OTLP over "
                + $"{protocol}{gzip}, each {ByteSize.Format(settings.BatchBytes)} or {settings.MaxBatchAge.TotalSeconds} s");
    }

    private static void Say(TextWriter log, string line) => log.WriteLine($"podmirror tme: {line}");
}
