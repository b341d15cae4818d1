using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog;
using PodMirror.Agent.Catalog.Api;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Pipeline;

/// <summary>
/// GET /api/v1/pipeline: the ledger from the receivers to the store and each backend, with what is wrong now. docs/api.md has the fields.
/// </summary>
internal sealed class PipelineEndpoint(
    AgentMetrics metrics, DurableQueue queue, QueueConsumer storeQueue, ByteBudget budget, StoreWriter store, ForwarderSet forwarders,
    Prober? prober, CatalogFeed? catalog, bool isInjector)
{
    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context) => Answer.SendAsync(context, Write);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("injector", isInjector);
        WriteReceived(json);
        WriteQueue(json);
        json.WriteStartArray("destinations");
        WriteStore(json);
        foreach (Forwarder forwarder in forwarders.All)
        {
            WriteBackend(json, forwarder);
        }

        json.WriteEndArray();
        ProbeJson.Write(json, prober);
        CatalogJson.Write(json, catalog);
        json.WriteEndObject();
    }

    private void WriteReceived(Utf8JsonWriter json)
    {
        json.WriteStartObject("received");
        json.WriteNumber("spans", metrics.SpansReceived.Value);
        json.WriteNumber("accepted", metrics.SpansAccepted.Value);
        json.WriteStartObject("refused");
        WriteCounts(json, metrics.SpansRefused);
        WriteCounts(json, metrics.SpansTurnedAway);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteQueue(Utf8JsonWriter json)
    {
        json.WriteStartObject("queue");
        json.WriteBoolean("durable", queue.IsDurable);
        json.WriteString("trouble", queue.Trouble);
        json.WriteNumber("file_bytes", queue.FileBytes);
        json.WriteNumber("memory_bytes", budget.Used);
        json.WriteNumber("memory_limit_bytes", budget.Limit);
        json.WriteEndObject();
    }

    private void WriteStore(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteDestination(json, "store", "store", storeQueue, store.Trouble);
        json.WriteNumber("delivered", metrics.SpansStored.Value);
        json.WriteNumber("duplicate", metrics.SpansDuplicate.Value);
        json.WriteStartObject("dropped");
        WriteCounts(json, metrics.SpansDropped);
        WriteCounts(json, storeQueue.Dropped);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBackend(Utf8JsonWriter json, Forwarder forwarder)
    {
        json.WriteStartObject();
        WriteDestination(json, forwarder.Target.Name, "backend", forwarder.Queue, forwarder.Trouble);
        json.WriteNumber("delivered", forwarder.Metrics.Forwarded.Value);
        json.WriteNumber("withheld", forwarder.Metrics.Withheld.Value);
        json.WriteNumber("retries", forwarder.Metrics.Retries.Value);
        json.WriteStartObject("dropped");
        WriteCounts(json, forwarder.Metrics.Dropped);
        WriteCounts(json, forwarder.Queue.Dropped);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDestination(Utf8JsonWriter json, string name, string kind, QueueConsumer consumer, string? trouble)
    {
        json.WriteString("name", name);
        json.WriteString("kind", kind);
        json.WriteString("trouble", trouble);
        json.WriteNumber("waiting", consumer.Spans);
        json.WriteNumber("waiting_bytes", consumer.Bytes);
        json.WriteNumber("limit_bytes", consumer.Options.MaxBytes);
        json.WriteNumber("oldest_age_seconds", (long)consumer.OldestAge.TotalSeconds);
    }

    /// <summary>The reasons that have a count: here a reader wants to know what is wrong, not what could be.</summary>
    private static void WriteCounts<TReason>(Utf8JsonWriter json, ReasonCounters<TReason> counters)
        where TReason : struct, Enum
    {
        foreach (TReason reason in Enum.GetValues<TReason>().Where(reason => counters[reason] > 0))
        {
            json.WriteNumber(Reasons.Name(reason), counters[reason]);
        }
    }
}
