using System.Diagnostics.CodeAnalysis;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Queue;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Makes the forwarders of the command line. What a URL does not say (headers, time-out, compression, certificates) comes from the standard
/// variables of OpenTelemetry exporters and holds for every backend.
/// </summary>
internal static class ForwarderFactory
{
    /// <summary>
    /// Makes and starts them; throws <see cref="UsageException"/> when a variable cannot be read, <see cref="StartupException"/> when a certificate
    /// cannot.
    /// </summary>
    public static ForwarderSet Make(
        AgentOptions options, DurableQueue queue, Func<string, string?> environment, TimeProvider clock, ILogger log)
    {
        if (options.Forward.Count == 0)
        {
            return new ForwarderSet([]);
        }

        ExporterOptions? common = ExporterVariables.Read(name => IsOfTarget(name) ? null : environment(name), out string? fault);
        if (common is null)
        {
            throw new UsageException(fault!);
        }

        var forwarders = new List<Forwarder>();
        foreach (ForwardTarget target in options.Forward)
        {
            QueueConsumer share = queue.Consumers.Single(consumer => consumer.Options.Name == target.QueueName);
            forwarders.Add(Make(target, share, common with { Endpoint = target.Endpoint, Protocol = target.Protocol }, clock, log));
        }

        return new ForwarderSet(forwarders);
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The forwarder owns its sender.")]
    private static Forwarder Make(ForwardTarget target, QueueConsumer queue, ExporterOptions exporter, TimeProvider clock, ILogger log)
    {
        // Later they may come and go; at the start a person looks.
        if (ExportCredentials.Fault(exporter) is { } fault)
        {
            throw new StartupException(fault);
        }

        if (OpenCredentials.Warning(exporter) is { } warning)
        {
            ForwarderLog.Notice(log, target.Name, warning);
        }

        ExporterOptions wide = exporter with { MaxConcurrentRequests = ForwardLimits.MaxUnderWay };
        return new Forwarder(target, queue, Sender(wide, clock), exporter.Retry, clock, log);
    }

    private static IOtlpSender Sender(ExporterOptions exporter, TimeProvider clock) => exporter.Protocol == ExportProtocol.Grpc
        ? new RotatingSender([.. Enumerable.Range(0, ForwardLimits.MaxUnderWay).Select(_ => OtlpSenders.Make(exporter, clock))])
        : OtlpSenders.Make(exporter, clock);

    /// <summary>Whether a variable tells where to or by which protocol, which options of the command line say themselves.</summary>
    public static bool IsOfTarget(string variable) =>
        variable.EndsWith("_ENDPOINT", StringComparison.Ordinal) || variable.EndsWith("_PROTOCOL", StringComparison.Ordinal);
}
