namespace PodMirror.Agent.Injector.Webhook;

/// <summary>Limits of the webhook, which anybody in the cluster can reach.</summary>
internal static class WebhookLimits
{
    /// <summary>The longest review. etcd takes no object above 1.5 MiB; a review holds two at most, with their escapes.</summary>
    public const int MaxBodyBytes = 6 << 20;

    /// <summary>Bytes of all reviews that are being read or answered.</summary>
    public const long MaxBytesInAll = 64L << 20;

    /// <summary>How long one review may take, reading it included: longer than the API server waits.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
}
