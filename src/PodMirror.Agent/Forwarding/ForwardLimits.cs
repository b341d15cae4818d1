namespace PodMirror.Agent.Forwarding;

/// <summary>The limits of what one request to a backend holds.</summary>
internal static class ForwardLimits
{
    /// <summary>Waiting batches go together up to this: sidecars send small ones, and a request costs a backend more than its bytes.</summary>
    public const int MergedRequestBytes = 1 << 20;

    /// <summary>A larger batch is split: what a gRPC receiver takes by default. A span is never split.</summary>
    public const int MaxRequestBytes = 4 << 20;

    /// <summary>Requests under way at once: enough to hide a round trip, few enough not to storm a backend that comes back.</summary>
    public const int MaxUnderWay = 4;
}
