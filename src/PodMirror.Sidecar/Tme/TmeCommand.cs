using System.CommandLine;
using static PodMirror.Sidecar.SettingOption;

namespace PodMirror.Sidecar.Tme;

/// <summary>The command line of <c>podmirror tme</c>. What the options do: docs/tme.md.</summary>
public static class TmeCommand
{
    private static readonly Dictionary<TmeSetting, Option<string?>> Options = new()
    {
        [TmeSetting.Socket] = Make("--socket", "NAME", "The socket to listen at, in the abstract namespace of Unix sockets. [podmirror]"),
        [TmeSetting.PeerUid] = Make("--peer-uid", "UID", "The user whom the mirror runs as; others are refused. [the user of tme]"),
        [TmeSetting.MaxBodyBytes] = Make(
            "--max-body-bytes", "BYTES", "Bytes of each decoded body in a span, up to 1Mi; 0 leaves bodies out. [128Ki]"),
        [TmeSetting.BatchBytes] = Make("--batch-bytes", "BYTES", "A request to the receiver goes out when it has this size. [2Mi]"),
        [TmeSetting.BatchMs] = Make("--batch-ms", "MS", "... or when its first span is this old. [1000]"),
        [TmeSetting.QueueBytes] = Make(
            "--queue-bytes", "BYTES", "What may wait for the receiver; what comes when it is full is dropped and counted. [8Mi]"),
        [TmeSetting.DrainSeconds] = Make("--drain-seconds", "SECONDS", "How long to go on exporting at the end, at most. [10]"),
        [TmeSetting.RedactHeaders] = Make(
            "--redact-headers", "LIST", "More header fields whose values are redacted, separated by commas. [see docs/redaction.md]"),
        [TmeSetting.RedactQueryKeys] = Make(
            "--redact-query-keys", "LIST", "More query keys whose values are redacted, separated by commas. [see docs/redaction.md]"),
        [TmeSetting.Descriptors] = Make(
            "--descriptors", "FILE", "What gRPC's messages and fields are called: a set of descriptors, as protoc writes it. [see docs/grpc.md]"),
        [TmeSetting.BodyContentTypes] = Make(
            "--body-content-types", "LIST", "Types of the bodies that spans hold: types, type/*, or names of forms. [see docs/bodies.md]"),
        [TmeSetting.StreamEvents] = Make(
            "--stream-events", "N", "Messages of a WebSocket or event stream that become events of its span, up to 32. [16]"),
        [TmeSetting.Sampled] = Make(
            "--sampled", "all|respect", "Whether exchanges of traces that their callers do not record are exported. [all]"),
        [TmeSetting.Attributes] = Make(
            "--attributes", "otel|hypertrace", "hypertrace adds the older names of attributes. [otel]"),
        [TmeSetting.MaxSpansPerSecond] = Make(
            "--max-spans-per-second", "N", "Spans a second, half of them whole, the rest without bodies and fields; 0 is no limit. [10000]"),
        [TmeSetting.MaxSpansPerEndpointPerSecond] = Make(
            "--max-spans-per-endpoint-per-second", "N", "The same for each method and path. [0]"),
        [TmeSetting.Config] = Make(
            "--config", "FILE", "Settings that are taken at once whenever the file changes: docs/sidecar-config.md. [none]"),
        [TmeSetting.ConfigEndpoint] = Make(
            "--config-endpoint", "URL", "Where an agent has such settings, or none. [/api/v1/sidecar-config where spans go]"),
        [TmeSetting.TokenFile] = Make(
            "--token-file", "FILE", "The bearer token that receivers ask for, in its first line; read again when it changes. [none]"),
        [TmeSetting.CaBundle] = Make(
            "--ca-bundle", "PEM", "Authorities to trust, as text, where OTEL_EXPORTER_OTLP_CERTIFICATE names no file of them. [the system's]"),
        [TmeSetting.CpuShare] = Make(
            "--cpu-share", "SHARE", "Above this share of its CPU limit it leaves out bodies, then header fields; 0 never does. [0.8]"),
        [TmeSetting.CpuLimit] = Make(
            "--cpu-limit", "MILLICORES", "The CPU limit, as 500m, where there is no control group to say it. [the control group's, else 1000m]"),
    };

    private static readonly Option<bool> Stats = new("--stats")
    {
        Description = "Write the ledger as one line of JSON to standard error at the end.",
    };

    /// <summary>What its help says after the options.</summary>
    internal static string[] Notes { get; } =
    [
        "Where to export spans and metrics is said by OpenTelemetry's variables: OTEL_EXPORTER_OTLP_ENDPOINT and its like.",
        "Every option but --stats can also be given by a variable: PODMIRROR_QUEUE_BYTES for --queue-bytes.",
        "SIGTERM ends it after draining, SIGUSR1 writes the ledger to standard error.",
    ];

    /// <summary>The command, with its help and its action.</summary>
    public static Command Create()
    {
        var command = new Command("tme", "Export what the mirror gives as redacted OpenTelemetry spans, by OTLP.");
        foreach (Option<string?> option in Options.Values)
        {
            command.Add(option);
        }

        command.Add(Stats);
        // Not as an asynchronous action: the library would handle SIGTERM then, and end the process after two seconds.
        command.SetAction(static result => RunAsync(result).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result)
    {
        var reader = new TmeSettingsReader(setting => Find(result, Options[setting]));
        TmeSettings settings = reader.Read();
        TmeExports exports = TmeExports.Read(Variable, settings, out string? fault);
        fault = reader.Fault ?? fault;
        if (fault is not null)
        {
            await Console.Error.WriteLineAsync($"podmirror tme: {fault}");
            return ExitCode.Usage;
        }

        foreach (string warning in TmeExports.Warnings(Variable))
        {
            await Console.Error.WriteLineAsync($"podmirror tme: {warning}");
        }

        settings = settings with { Stats = result.GetValue(Stats) };
        return await TmeRun.RunAsync(settings, exports, Variable, TimeProvider.System, Console.Error);
    }
}
