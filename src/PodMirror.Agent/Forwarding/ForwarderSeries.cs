using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Forwarding;

/// <summary>The metrics of all backends. docs/agent.md lists them.</summary>
internal static class ForwarderSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, ForwarderSet forwarders)
    {
        if (forwarders.All.Count == 0)
        {
            return;
        }

        void Each(Action<Forwarder, (string Name, string Value)> write)
        {
            foreach (Forwarder forwarder in forwarders.All)
            {
                write(forwarder, ("target", forwarder.Target.Name));
            }
        }

        writer.Counter("forwarded.spans", "{span}", "Spans that a backend has.");
        Each((forwarder, target) => writer.Sample(forwarder.Metrics.Forwarded.Value, target));
        writer.Counter("forward.dropped.spans", "{span}", "Accepted spans that a backend will never have, by reason.");
        Each((forwarder, target) => writer.Samples(forwarder.Metrics.Dropped, "reason", target).Samples(forwarder.Queue.Dropped, "reason", target));
        writer.Counter("forward.withheld.spans", "{span}", "Spans of the agent's own prober, which no backend gets.");
        Each((forwarder, target) => writer.Sample(forwarder.Metrics.Withheld.Value, target));
        writer.Counter("forward.retries", "{attempt}", "Attempts that failed and were repeated.");
        Each((forwarder, target) => writer.Sample(forwarder.Metrics.Retries.Value, target));
        writer.Level("forward.queue.spans", "{span}", "Spans that wait for a backend or are under way to it.");
        Each((forwarder, target) => writer.Sample(forwarder.Queue.Spans, target));
        writer.Gauge("forward.queue.age", "s", "How long the oldest of them has waited.");
        Each((forwarder, target) => writer.Sample(forwarder.Queue.OldestAge.TotalSeconds, target));
        writer.Level("forward.queue.bytes", "By", "Bytes of them on the disk.");
        Each((forwarder, target) => writer.Sample(forwarder.Queue.Bytes, target));
    }
}
