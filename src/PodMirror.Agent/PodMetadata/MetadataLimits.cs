namespace PodMirror.Agent.PodMetadata;

/// <summary>The limits of what is known of Pods, and of what is added to spans.</summary>
internal static class MetadataLimits
{
    /// <summary>The least that the table may be bounded to: some 125,000 Pods (docs/metadata.md).</summary>
    public const long MinTableBytes = 16L << 20;

    /// <summary>Labels and annotations that can be asked for together: each is looked for in each resource.</summary>
    public const int MaxKeys = 64;

    /// <summary>The longest value of an annotation that is added. One may have 256 KiB; a resource with its copy would go with every batch.</summary>
    public const int MaxValueBytes = 4096;

    /// <summary>All labels and annotations of one Pod that are added: most of what a resource may have (64 KiB).</summary>
    public const int MaxPodBytes = 32 << 10;

    /// <summary>The longest name of a Pod: a DNS subdomain (RFC 1123).</summary>
    public const int MaxNameBytes = 253;

    /// <summary>
    /// How long a Pod is known after its end. Its sidecar sends what it has within the Pod's own grace, a collector on the way some minutes
    /// later at most.
    /// </summary>
    public static readonly TimeSpan DeadGrace = TimeSpan.FromMinutes(2);

    /// <summary>Bytes that are added to one request: a request of many small resources would otherwise grow many times over.</summary>
    public const int MaxAddedBytes = 1 << 20;

    /// <summary>How long a request waits for a Pod that nobody told of yet: the lag of a watch is some tens of milliseconds.</summary>
    public static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(1);

    /// <summary>Requests that wait so at a time. Those beyond go on without: whoever sends can name as many Pods as he likes.</summary>
    public const int MaxWaiting = 64;

    /// <summary>Pods that a request waits for, one after the other, all within <see cref="UnknownWait"/>.</summary>
    public const int MaxWaitsPerRequest = 16;

    /// <summary>Pods that were waited for in vain, remembered so that a sender of another cluster waits once and not with each request.</summary>
    public const int MaxStrangers = 4096;
}
