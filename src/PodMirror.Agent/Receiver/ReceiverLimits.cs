namespace PodMirror.Agent.Receiver;

/// <summary>The limits of what is received. Each has a counter behind it: what passes a limit is refused with its reason.</summary>
internal static class ReceiverLimits
{
    /// <summary>A gRPC message, compressed and decompressed: the default of gRPC itself; sidecars send 2 MiB.</summary>
    public const int MaxGrpcMessageBytes = 4 << 20;

    /// <summary>An HTTP body, compressed and decompressed: what the OpenTelemetry Collector takes.</summary>
    public const int MaxHttpBodyBytes = 20 << 20;

    /// <summary>One span: two bodies at the sidecar's largest useful cap with their heads, several times over.</summary>
    public const int MaxSpanBytes = 4 << 20;

    /// <summary>One resource or scope: real ones are below 4 KiB, and each distinct one becomes a row of the store.</summary>
    public const int MaxSourceBytes = 64 << 10;

    /// <summary>Spans of one request: far more than any exporter batches (8192), and a bound on the work of one request.</summary>
    public const int MaxSpansPerRequest = 65_536;

    /// <summary>Attributes, events and links of one span together; SDKs stop at 128 of each.</summary>
    public const int MaxItemsPerSpan = 8192;

    /// <summary>How deep an attribute's value may nest; bounds the stack. Real ones nest two or three deep.</summary>
    public const int MaxValueDepth = 32;

    /// <summary>What an overloaded receiver asks a sender to wait: enough to write some batches, and little for a sender's queue.</summary>
    public const int RetryAfterSeconds = 2;
}
