using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>What the command line of replay asks for.</summary>
public sealed record ReplayOptions
{
    /// <summary>Bytes of each body that can be kept at most: two bodies and two heads at their limits fit in a record.</summary>
    public const int BodyBytesLimit = 1_048_576;

    /// <summary>Bytes of each body that are kept when nothing else is asked for, as in the sidecar.</summary>
    public const int DefaultBodyBytes = 131_072;

    /// <summary>The captures, in the order in which they are given out.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The form of the output.</summary>
    public ReplayFormat Format { get; init; } = ReplayFormat.Text;

    /// <summary>Which directions are given out; unknown ones always are.</summary>
    public CaptureMode Mode { get; init; } = CaptureMode.IngressAndEgress;

    /// <summary>The Pod's addresses. Empty: the capture's own word on directions is taken, where it has one.</summary>
    public IReadOnlyList<AddressRange> Local { get; init; } = [];

    /// <summary>Whether secrets are replaced.</summary>
    public bool Redact { get; init; } = true;

    /// <summary>Whether the ledger is written at the end.</summary>
    public bool Stats { get; init; }

    /// <summary>Whether the text form shows heads and bodies.</summary>
    public bool Verbose { get; init; }

    /// <summary>Bytes of each body that are kept, in [0, <see cref="BodyBytesLimit"/>].</summary>
    public int MaxBodyBytes { get; init; } = DefaultBodyBytes;

    /// <summary>The file that says what the messages of gRPC are called; null when there is none.</summary>
    public string? Descriptors { get; init; }

    /// <summary>Where the output goes; null for standard output.</summary>
    public string? Output { get; init; }
}
