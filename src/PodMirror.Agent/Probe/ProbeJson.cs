using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Probe;

/// <summary>The prober in the report of the pipeline; docs/api.md has the fields.</summary>
internal static class ProbeJson
{
    /// <summary>Writes the member: null without a prober.</summary>
    public static void Write(Utf8JsonWriter json, Prober? prober)
    {
        json.WritePropertyName("probe");
        if (prober is null)
        {
            json.WriteNullValue();
            return;
        }

        ProbeLedger ledger = prober.Ledger;
        json.WriteStartObject();
        json.WriteNumber("interval_seconds", prober.Options.Interval.TotalSeconds);
        json.WriteString("last_outcome", ledger.Last is { } last ? Reasons.Name(last.Result.Outcome) : null);
        json.WriteString("last_time", Time(ledger.Last?.Time));
        json.WriteString("last_success", Time(ledger.LastSuccess));
        json.WriteString("trouble", ledger.Last is { Result.IsSuccess: false } failed ? failed.Result.Detail : null);
        json.WriteStartObject("outcomes");
        foreach (ProbeOutcome outcome in Enum.GetValues<ProbeOutcome>().Where(outcome => ledger.Outcomes[outcome] > 0))
        {
            json.WriteNumber(Reasons.Name(outcome), ledger.Outcomes[outcome]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? Time(DateTimeOffset? time) => time is { } known ? Rfc3339.Format(UnixTime.Nanoseconds(known)) : null;
}
