using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What the pipeline captures, and its limits. Every default says why it has its value.</summary>
public sealed record PipelineOptions
{
    /// <summary>Which directions are given out. A flow of unknown direction is given out in every mode.</summary>
    public CaptureMode Mode { get; init; } = CaptureMode.Ingress;

    /// <summary>Bytes of each body that are kept: what the original product keeps.</summary>
    public int MaxBodyBytes { get; init; } = 131_072;

    /// <summary>Bytes of a head; common servers take by default: Tomcat and Node.js 16 KiB, nginx 32 KiB, Go 1 MiB.</summary>
    public int MaxHeadBytes { get; init; } = 262_144;

    /// <summary>Flows in the table. A flow without messages costs about 300 bytes.</summary>
    public int MaxFlows { get; init; } = 65_536;

    /// <summary>Out-of-order bytes that one flow may hold: four default receive windows of a busy client.</summary>
    public int MaxHeldBytesPerFlow { get; init; } = 262_144;

    /// <summary>Out-of-order bytes that all flows together may hold.</summary>
    public int MaxHeldBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of all messages under way; past it bodies are cut, then messages are given up.</summary>
    public int MaxMessageBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Requests that one flow may have waiting for their responses.</summary>
    public int MaxPipelinedRequests { get; init; } = 128;

    /// <summary>How long a hole that the receiver has acknowledged is waited for: longer than any reordering within one capture.</summary>
    public TimeSpan HoleGrace { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an exchange may last before it is given out unfinished.</summary>
    public TimeSpan MaxExchangeDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a flow may be silent before it is forgotten.</summary>
    public TimeSpan IdleFlow { get; init; } = TimeSpan.FromMinutes(10);
}
