using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.PodMetadata;

/// <summary>The metrics of metadata. docs/metadata.md lists them.</summary>
internal static class MetadataSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(PrometheusText text, ClusterMetadata metadata)
    {
        text.Gauge("metadata_synced", "1 when every Pod and every owner was listed once.").Sample(metadata.IsSynced ? 1 : 0);
        text.Gauge("metadata_up", "1 when nothing stands in the way of knowing changes.").Sample(metadata.Trouble is null ? 1 : 0);
        text.Gauge("metadata_pods", "Pods that are known, with those that ended a moment ago.").Sample(metadata.Pods);
        text.Gauge("metadata_bytes", "Bytes that they take.").Sample(metadata.Memory.Used);
        text.Gauge("metadata_limit_bytes", "Bound of metadata_bytes.").Sample(metadata.Memory.Limit);
        text.Counter("metadata_events", "Objects that lists and watches told of.").Sample(metadata.Metrics.Events.Value);
        text.Counter("metadata_pods_left_out", "Pods that there was no room for.").Sample(metadata.Metrics.PodsLeftOut.Value);
        text.Counter("metadata_lookups", "Resources that name a Pod, by result.").Samples(metadata.Metrics.Lookups, "result");
        text.Counter("metadata_waits", "Waits of requests for metadata, by result.").Samples(metadata.Metrics.Waits, "result");
    }
}
