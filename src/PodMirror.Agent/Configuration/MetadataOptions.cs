namespace PodMirror.Agent.Configuration;

/// <summary>What can be set of metadata. docs/metadata.md says more about each.</summary>
internal sealed record MetadataOptions
{
    /// <summary>Labels of Pods that become attributes.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Annotations of Pods that become attributes.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>Whether the labels app.kubernetes.io/instance and app.kubernetes.io/name name the service.</summary>
    public bool ServiceNameFromLabels { get; init; }

    /// <summary>
    /// How long after the start requests wait until everything is known: a list takes some seconds in a large cluster, and a sender has given up
    /// after ten (OpenTelemetry's default).
    /// </summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bound of what is known of Pods: twice what a million of them take (docs/metadata.md).</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>A kubeconfig; null is the usual one, or in a Pod without any its service account.</summary>
    public string? Kubeconfig { get; init; }
}
