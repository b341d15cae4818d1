using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET /api/v1/map: who calls whom. docs/api.md is its contract.</summary>
internal sealed class MapEndpoint(CatalogFeed feed)
{
    private const int DefaultMinutes = 60;
    private const int MaxMinutes = 7 * 24 * 60;

    // More lines than these are a blot, and the callers of a public API are any number.
    private const int MaxEdges = 1000;

    private static readonly string[] Names = ["minutes"];

    /// <summary>Answers one request.</summary>
    public async Task GetAsync(HttpContext context)
    {
        Problem? problem = StrictQuery.TryRead(context.Request.Query, Names, out StrictQuery query);
        int minutes = DefaultMinutes;
        problem ??= query.TryRead("minutes", 1, MaxMinutes, minutes, out minutes);
        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        await Answer.SendAsync(context, json => Write(json, view, minutes));
    }

    private static void Write(Utf8JsonWriter json, CatalogView view, int minutes)
    {
        long since = view.AsOf.AddMinutes(-minutes).ToUnixTimeMilliseconds();
        MapEdge[] all = [.. Edges(view)];
        MapEdge[] shown = [.. all.Where(edge => edge.LastSeen >= since).OrderByDescending(edge => edge.Calls).Take(MaxEdges)];
        ServiceSnapshot[] active = [.. view.Snapshot.Services.Where(s => s.Endpoints.Any(endpoint => endpoint.LastSeen >= since))];
        Dictionary<string, long> nodes = active.ToDictionary(service => service.Name, service => service.Calls, StringComparer.Ordinal);
        foreach (MapEdge edge in shown)
        {
            nodes.TryAdd(edge.From, 0);
        }

        HashSet<string> services = [.. view.Snapshot.Services.Select(service => service.Name)];
        int known = services.Concat(all.Select(edge => edge.From)).Distinct(StringComparer.Ordinal).Count();
        json.WriteStartObject();
        json.WriteStartArray("nodes"u8);
        foreach ((string name, long calls) in nodes.OrderBy(node => node.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteBoolean("service"u8, services.Contains(name));
            json.WriteNumber("calls"u8, calls > 0 ? calls : shown.Where(edge => edge.From == name).Sum(edge => edge.Calls));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteEdges(json, shown);
        json.WriteNumber("hidden_idle"u8, known - nodes.Count);
        json.WriteEndObject();
    }

    private static IEnumerable<MapEdge> Edges(CatalogView view) =>
        from service in view.Snapshot.Services
        from edge in
            from endpoint in service.Endpoints
            from caller in endpoint.Callers
            group caller by caller.Name into callers
            select new MapEdge(callers.Key, service.Name, callers.Sum(c => c.Calls), callers.Max(c => c.LastSeen))
        select edge;

    private static void WriteEdges(Utf8JsonWriter json, MapEdge[] edges)
    {
        json.WriteStartArray("edges"u8);
        foreach (MapEdge edge in edges)
        {
            json.WriteStartObject();
            json.WriteString("from"u8, edge.From);
            json.WriteString("to"u8, edge.To);
            json.WriteNumber("calls"u8, edge.Calls);
            json.WriteString("last_seen"u8, CatalogWords.OfTime(edge.LastSeen));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
