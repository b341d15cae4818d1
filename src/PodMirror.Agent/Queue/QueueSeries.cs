using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Queue;

/// <summary>The metrics of the queue and of the memory before it. docs/agent.md lists them.</summary>
internal static class QueueSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, DurableQueue queue, ByteBudget budget)
    {
        writer.Level("queue.spans", "{span}", "Accepted spans that the store does not have yet.").Sample(queue.Consumers[0].Spans);
        writer.Gauge("queue.up", "{bool}", "1 when the queue can be written to.").Sample(queue.Trouble is null);
        writer.Level("queue.file", "By", "Bytes of the queue's file and journal.").Sample(queue.FileBytes);
        writer.Level("queue.bytes", "By", "Bytes of requests in memory: being read, or the newest of the queue.").Sample(budget.Used);
        writer.Level("queue.limit", "By", "Bound of queue.bytes.").Sample(budget.Limit);
    }
}
