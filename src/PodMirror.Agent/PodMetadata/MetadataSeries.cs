using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.PodMetadata;

/// <summary>The metrics of metadata. docs/metadata.md lists them.</summary>
internal static class MetadataSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, ClusterMetadata metadata)
    {
        writer.Gauge("metadata.synced", "{bool}", "1 when every Pod and every owner was listed once.").Sample(metadata.IsSynced);
        writer.Gauge("metadata.up", "{bool}", "1 when nothing stands in the way of knowing changes.").Sample(metadata.Trouble is null);
        writer.Gauge("metadata.pods", "{pod}", "Pods that are known, with those that ended a moment ago.").Sample(metadata.Pods);
        writer.Level("metadata.bytes", "By", "Bytes that they take.").Sample(metadata.Memory.Used);
        writer.Level("metadata.limit", "By", "Bound of metadata.bytes.").Sample(metadata.Memory.Limit);
        writer.Counter("metadata.events", "{object}", "Objects that lists and watches told of.").Sample(metadata.Metrics.Events.Value);
        writer.Counter("metadata.pods.left_out", "{pod}", "Pods that there was no room for.").Sample(metadata.Metrics.PodsLeftOut.Value);
        writer.Counter("metadata.lookups", "{resource}", "Resources that name a Pod, by result.").Samples(metadata.Metrics.Lookups, "result");
        writer.Counter("metadata.waits", "{wait}", "Waits of requests for metadata, by result.").Samples(metadata.Metrics.Waits, "result");
    }
}
