using System.Globalization;
using System.Security.Cryptography;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;
using PodMirror.Sidecar.Tme.Reload;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Puts tme together, runs it, and drains it: socket, spans, batches, export.</summary>
internal static class TmeRun
{
    /// <summary>Runs until the task says so, which is a signal's doing.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="options">Where to export; null exports nothing.</param>
    /// <param name="environment">Gives the value of a variable, for the resource.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes lines for people, and the ledger.</param>
    /// <returns>The exit code: 0, or 1 when it cannot begin.</returns>
    internal static async Task<int> RunAsync(
        TmeSettings settings, ExporterOptions? options, Func<string, string?> environment, TimeProvider time, TextWriter log)
    {
        IOtlpSender? sender = null;
        if (options is not null && !TryMakeSender(options, time, out sender, out string? fault))
        {
            Say(log, fault!);
            return ExitCode.Error;
        }

        DescriptorSet? descriptors = DescriptorFile.Read(settings.Descriptors, out fault);
        if (fault is not null)
        {
            Say(log, fault);
            return ExitCode.Error;
        }

        if (DescriptorFile.Warning(settings.Descriptors, descriptors) is { } warning)
        {
            Say(log, warning);
        }

        SpanCollectorOptions collecting = CollectorOptions(settings, environment, descriptors);
        using var collector = new SpanCollector(
            collecting,
            sender is null ? null : listener => new SpanExporter(options!, sender, listener, time),
            time,
            line => Say(log, line));
        await using var reload = new Reloading(settings, options, environment, collecting, collector, time, line => Say(log, line));
        if (!await reload.TryStartAsync())
        {
            return ExitCode.Error;
        }

        uint peer = settings.PeerUid ?? HostFacts.EffectiveUserId();
        using MirrorListener? listener = MirrorListener.TryStart(settings.SocketName, peer, collector, line => Say(log, line), out fault);
        if (listener is null)
        {
            Say(log, fault!);
            return ExitCode.Error;
        }

        Say(log, Describe(settings, options));
        using (var signals = new TmeSignals(() => log.WriteLine(collector.LedgerLine())))
        {
            await signals.Stopping;
            await DrainAsync(settings.DrainTime, listener, collector, time);
        }

        if (settings.Stats)
        {
            await log.WriteLineAsync(collector.LedgerLine());
        }

        return ExitCode.Ok;
    }

    // Half of the time for what the mirror still sends, and all that is left for exporting it.
    private static async Task DrainAsync(TimeSpan time, MirrorListener listener, SpanCollector collector, TimeProvider clock)
    {
        long begun = clock.GetTimestamp();
        listener.Drain(time / 2, clock);
        TimeSpan left = time - clock.GetElapsedTime(begun);
        await collector.StopAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        listener.SendLastAcknowledgements();
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
                HasHypertraceNames = settings.HasHypertraceNames,
            },
            Source = new SpanSource(resource),
            Budget = settings.Budget,
            Cpu = new ThermostatOptions { LimitCores = settings.CpuLimit ?? CpuLimit.Read(CpuLimit.ReadFile), Share = settings.CpuShare },
            BatchBytes = settings.BatchBytes,
            MaxBatchAge = settings.MaxBatchAge,
            RespectsSampled = settings.RespectsSampled,
        };
    }

    private static bool TryMakeSender(ExporterOptions options, TimeProvider time, out IOtlpSender? sender, out string? fault)
    {
        try
        {
            sender = OtlpSenders.Make(options, time);
            fault = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            sender = null;
            fault = CertificateFiles.Explain(options);
            return false;
        }
    }

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
