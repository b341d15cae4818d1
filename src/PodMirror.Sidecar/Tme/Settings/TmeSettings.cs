using PodMirror.Sidecar.Cpu;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>What the command line and the environment ask of tme. What each does: docs/tme.md.</summary>
internal sealed record TmeSettings
{
    /// <summary>The lower bound of <see cref="BatchBytes"/>: below it requests are mostly head.</summary>
    internal const int MinBatchBytes = 4096;

    /// <summary>The upper bound of <see cref="BatchBytes"/>: above it receivers refuse requests (4 MiB by default in gRPC).</summary>
    internal const int MaxBatchBytes = 3 * 1024 * 1024;

    /// <summary>The lower bound of <see cref="QueueBytes"/>.</summary>
    internal const int MinQueueBytes = 64 * 1024;

    /// <summary>The longest age of a batch: a minute.</summary>
    internal const int MaxBatchMs = 60_000;

    /// <summary>The socket's name in the abstract namespace.</summary>
    internal string SocketName { get; init; } = "podmirror";

    /// <summary>The user whom mirrors run as; null is tme's own.</summary>
    internal uint? PeerUid { get; init; }

    /// <summary>Bytes of each decoded body in a span.</summary>
    internal int MaxBodyBytes { get; init; } = SpanOptions.DefaultMaxBodyBytes;

    /// <summary>
    /// Bytes of a request: some hundred spans, so that a request's own cost, a dozen switches between threads, does not show, and half of what
    /// receivers take (4 MiB by default in gRPC).
    /// </summary>
    internal int BatchBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Age of a request: what a person who looks at live traffic still calls at once.</summary>
    internal TimeSpan MaxBatchAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that wait to be exported or are under way.</summary>
    internal int QueueBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long exporting goes on after SIGTERM: well inside Kubernetes' grace period of 30 s.</summary>
    internal TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>More header fields whose values are redacted.</summary>
    internal IReadOnlyList<string> RedactHeaders { get; init; } = [];

    /// <summary>More query keys whose values are redacted.</summary>
    internal IReadOnlyList<string> RedactQueryKeys { get; init; } = [];

    /// <summary>The file that says what the messages of gRPC are called; null when there is none.</summary>
    internal string? Descriptors { get; init; }

    /// <summary>Types of the bodies that are shown.</summary>
    internal BodyContentTypes BodyContentTypes { get; init; } = BodyContentTypes.Default;

    /// <summary>Messages of a WebSocket or event stream that become events of a span.</summary>
    internal int StreamEvents { get; init; } = SpanOptions.DefaultStreamEvents;

    /// <summary>Whether exchanges of traces that their callers do not record are left out.</summary>
    internal bool RespectsSampled { get; init; }

    /// <summary>Whether attributes are written under their older names, too.</summary>
    internal bool HasHypertraceNames { get; init; }

    /// <summary>The share of the CPU limit above which less is told of each exchange; 0 switches the thermostat off.</summary>
    internal double CpuShare { get; init; } = ThermostatOptions.DefaultShare;

    /// <summary>The CPU limit in cores; null is what the control group says.</summary>
    internal double? CpuLimit { get; init; }

    /// <summary>How many spans may leave.</summary>
    internal BudgetLimits Budget { get; init; } = new() { SpansPerSecond = BudgetLimits.DefaultSpansPerSecond };

    /// <summary>A file with the bearer token that receivers ask for; null for none.</summary>
    internal string? TokenFile { get; init; }

    /// <summary>The authorities that are trusted, in PEM; null for those of a file, or of the system.</summary>
    internal string? CaBundle { get; init; }

    /// <summary>A file of settings that are taken without a restart; null for none.</summary>
    internal string? ConfigFile { get; init; }

    /// <summary>Where an agent has such settings; null is where the export's endpoint leads to.</summary>
    internal Uri? ConfigEndpoint { get; init; }

    /// <summary>Whether an agent is asked for settings at all.</summary>
    internal bool AsksAgent { get; init; } = true;

    /// <summary>Whether the ledger is written to standard error at the end.</summary>
    internal bool Stats { get; init; }
}
