using PodMirror.Agent.Live;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Store;

/// <summary>The metrics of the store and of those who watch it. docs/agent.md lists them.</summary>
internal static class StoreSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, StoreWriter store, LiveHub live)
    {
        writer.Level("store.rows", "{exchange}", "Exchanges in the store.").Sample(store.Rows);
        writer.Level("store.bytes", "By", "Bytes of the store's file and journal.").Sample(store.Bytes);
        writer.Gauge("store.up", "{bool}", "1 when the store can be written to.").Sample(store.Trouble is null);
        writer.Level("live.clients", "{client}", "Clients of the live stream.").Sample(live.Clients);
    }
}
