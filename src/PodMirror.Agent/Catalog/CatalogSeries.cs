using PodMirror.Agent.Metrics;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>The metrics of the catalog. docs/agent.md lists them.</summary>
internal static class CatalogSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, CatalogFeed feed)
    {
        CatalogMetrics metrics = feed.Metrics;
        CatalogTotals totals = feed.Totals;
        writer.Counter("catalog.calls", "{call}", "Calls that the catalog counted.").Sample(metrics.Observed.Value);
        writer.Counter("catalog.spans.ignored", "{span}", "Stored spans that are no calls for the catalog.").Samples(metrics.Ignored, "reason");
        writer.Counter("catalog.spans.missed", "{span}", "Spans that left the store before the catalog came to them.").Sample(metrics.Missed.Value);
        writer.Level("catalog.spans.waiting", "{span}", "Stored spans that the catalog has not come to yet.").Sample(feed.Behind);
        writer.Level("catalog.services", "{service}", "Services in the catalog.").Sample(totals.Services);
        writer.Level("catalog.endpoints", "{endpoint}", "Endpoints in the catalog.").Sample(totals.Endpoints);
        writer.Level("catalog.paths", "{place}", "Places in the paths of all services.").Sample(totals.Paths);
        writer.Level("catalog.schemas", "{place}", "Places in the schemas of all endpoints.").Sample(totals.Schemas);
        writer.Level("catalog.calls.unconfirmed", "{call}", "Calls in the catalog that are of no endpoint.").Sample(totals.Unconfirmed);
        writer.Level("catalog.calls.refused", "{call}", "Calls in the catalog for which there was no room.").Sample(totals.Refused);
        writer.Level("catalog.services.capped", "{service}", "Services in which a limit put different paths together.").Sample(totals.Capped);
        writer.Gauge("catalog.schemas.capped", "{bool}", "1 when schemas have been refused places.").Sample(totals.SchemasCapped);
        writer.Level("catalog.state.bytes", "By", "Bytes of the saved state.").Sample(feed.StateBytes);
        writer.Counter("catalog.saves", "{save}", "States that were saved.").Sample(metrics.Saves.Value);
        writer.Counter("catalog.saves.failed", "{save}", "States that could not be saved.").Sample(metrics.SavesFailed.Value);
        writer.Counter("catalog.save.duration", "s", "How long all saves took.").Sample(metrics.SaveMilliseconds.Value / 1000.0);
        MetricWriter loaded = writer.Gauge("catalog.loaded", "{bool}", "How the start found the saved state: 1 at its outcome.");
        foreach (StateOutcome outcome in Enum.GetValues<StateOutcome>())
        {
            loaded.Sample(metrics.Loaded == outcome ? 1L : 0L, ("outcome", Reasons.Name(outcome)));
        }
    }
}
