using System.Buffers;
using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>What is known of sidecars, as JSON; docs/api.md has the fields.</summary>
internal static class SidecarsJson
{
    /// <summary>Writes a list.</summary>
    /// <param name="pods">The Pods that are shown.</param>
    /// <param name="total">How many there are.</param>
    public static ReadOnlyMemory<byte> Write(IEnumerable<SidecarPod> pods, int total)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartArray("pods");
        foreach (SidecarPod pod in pods)
        {
            json.WriteStartObject();
            WriteName(json, "namespace", pod.Key.Namespace);
            WriteName(json, "pod", pod.Key.Pod);
            WriteName(json, "service", pod.Key.Service);
            json.WriteString("heard", Rfc3339.Format(UnixTime.Nanoseconds(pod.HeardAt)));
            WriteMirror(json, pod.Mirror);
            WriteTme(json, pod.Tme);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total", total);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteName(Utf8JsonWriter json, string property, string name) => json.WriteString(property, name.Length > 0 ? name : null);

    private static void WriteMirror(Utf8JsonWriter json, LastLedger last)
    {
        json.WritePropertyName("mirror");
        if (!last.IsKnown)
        {
            json.WriteNullValue();
            return;
        }

        var ledger = new MirrorLedger();
        ledger.CopyFrom(last.Counts);
        json.WriteStartObject();
        WriteHead(json, last, ledger.FirstImbalance(), ledger[MirrorCounter.DetailReduced]);
        json.WriteNumber("cpu_permille", ledger[MirrorCounter.CpuPermille]);
        json.WriteNumber("memory_bytes", ledger[MirrorCounter.MemoryBytes]);
        WriteDropped(json, last);
        WriteCounters(json, ledger.Counts, MirrorLedger.NameOf);
        json.WriteEndObject();
    }

    private static void WriteTme(Utf8JsonWriter json, LastLedger last)
    {
        json.WritePropertyName("tme");
        if (!last.IsKnown)
        {
            json.WriteNullValue();
            return;
        }

        var ledger = new TmeLedger();
        ledger.CopyFrom(last.Counts);
        json.WriteStartObject();
        WriteHead(json, last, ledger.FirstImbalance(), ledger[TmeCounter.DetailReduced]);
        json.WriteNumber("cpu_permille", ledger[TmeCounter.CpuPermille]);
        json.WriteNumber("memory_bytes", ledger[TmeCounter.MemoryBytes]);
        WriteDropped(json, last);
        WriteCounters(json, ledger.Counts, TmeLedger.NameOf);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, LastLedger last, string? imbalance, long reduced)
    {
        json.WriteString("since", last.StartNs > 0 ? Rfc3339.Format(last.StartNs) : null);
        json.WriteString("time", Rfc3339.Format(last.TimeNs));
        json.WriteBoolean("balanced", imbalance is null);

        // Sidecars leave out header fields at most; a larger number is not theirs.
        json.WriteString("detail", Reasons.Name((Detail)Math.Min(reduced, (long)Detail.WithoutFields)));
    }

    private static void WriteDropped(Utf8JsonWriter json, LastLedger last)
    {
        json.WriteStartObject("dropped");
        foreach (LedgerPoint point in last.Metrics.Dropped.Points)
        {
            json.WriteNumber(point.Value!, last[point.Counter]);
        }

        json.WriteEndObject();
    }

    private static void WriteCounters(Utf8JsonWriter json, ReadOnlySpan<long> counts, Func<int, string> nameOf)
    {
        json.WriteStartObject("counters");
        for (int i = 0; i < counts.Length; i++)
        {
            json.WriteNumber(nameOf(i), counts[i]);
        }

        json.WriteEndObject();
    }
}
