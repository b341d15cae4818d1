using System.Text.Json;
using PodMirror.Agent.Metrics;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>How the catalog is, in the ledger of the pipeline; null where there is none.</summary>
internal static class CatalogJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, CatalogFeed? feed)
    {
        if (feed is null)
        {
            json.WriteNull("catalog"u8);
            return;
        }

        CatalogTotals totals = feed.Totals;
        json.WriteStartObject("catalog"u8);
        json.WriteString("trouble"u8, feed.Trouble);
        json.WriteNumber("waiting"u8, feed.Behind);
        json.WriteNumber("observed"u8, feed.Metrics.Observed.Value);
        json.WriteNumber("ignored"u8, feed.Metrics.Ignored.Total);
        json.WriteNumber("missed"u8, feed.Metrics.Missed.Value);
        json.WriteNumber("services"u8, totals.Services);
        json.WriteNumber("endpoints"u8, totals.Endpoints);
        json.WriteNumber("refused"u8, totals.Refused);
        json.WriteBoolean("capped"u8, totals.Capped > 0 || totals.SchemasCapped || totals.Refused > 0);
        json.WriteString("loaded"u8, Reasons.Name(feed.Metrics.Loaded));
        json.WriteNumber("state_bytes"u8, feed.StateBytes);
        json.WriteEndObject();
    }
}
