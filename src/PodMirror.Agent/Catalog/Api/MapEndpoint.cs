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
        long now = view.AsOf.ToUnixTimeMilliseconds();
        long since = view.AsOf.AddMinutes(-minutes).ToUnixTimeMilliseconds();
        MapEdge[] all = [.. Edges(view, minutes, now)];
        MapEdge[] shown =
        [
            .. all.Where(edge => edge.LastSeen >= since).OrderByDescending(edge => edge.Recent).ThenByDescending(edge => edge.Calls).Take(MaxEdges),
        ];
        Dictionary<string, ServiceSnapshot> services = view.Snapshot.Services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        SortedSet<string> nodes = new(StringComparer.Ordinal);
        nodes.UnionWith(services.Values.Where(s => s.Endpoints.Any(endpoint => endpoint.LastSeen >= since)).Select(s => s.Name));
        nodes.UnionWith(shown.Select(edge => edge.From));
        int known = services.Keys.Concat(all.Select(edge => edge.From)).Distinct(StringComparer.Ordinal).Count();
        HashSet<string> mirrored = [.. view.Snapshot.Services.SelectMany(Mirrored)];
        ILookup<string, MapEdge> made = shown.ToLookup(edge => edge.From, StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteStartArray("nodes"u8);
        foreach (string name in nodes)
        {
            // Who is no service is known by the calls that it makes.
            ServiceSnapshot? service = services.GetValueOrDefault(name);
            bool isCalled = service?.Calls > 0;
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteBoolean("service"u8, mirrored.Contains(name));
            json.WriteNumber("calls"u8, isCalled ? service!.Calls : made[name].Sum(edge => edge.Calls));
            json.WriteNumber("recent_calls"u8, isCalled ? service!.Recent.Within(minutes, now) : made[name].Sum(edge => edge.Recent));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteEdges(json, shown);
        json.WriteNumber("hidden_idle"u8, known - nodes.Count);
        json.WriteEndObject();
    }

    // Who tells of calls has a sidecar, whether it answers or makes them; a host that is called, and a client from outside, have none.
    private static IEnumerable<string> Mirrored(ServiceSnapshot service) =>
        service.Callers.Where(caller => caller.Mirrored).Select(caller => caller.Name).Concat(service.Mirrored ? [service.Name] : []);

    private static IEnumerable<MapEdge> Edges(CatalogView view, int minutes, long now) =>
        from service in view.Snapshot.Services
        from caller in service.Callers
        select new MapEdge(caller.Name, service.Name, caller.Calls, caller.Recent.Within(minutes, now), caller.LastSeen);

    private static void WriteEdges(Utf8JsonWriter json, MapEdge[] edges)
    {
        json.WriteStartArray("edges"u8);
        foreach (MapEdge edge in edges)
        {
            json.WriteStartObject();
            json.WriteString("from"u8, edge.From);
            json.WriteString("to"u8, edge.To);
            json.WriteNumber("calls"u8, edge.Calls);
            json.WriteNumber("recent_calls"u8, edge.Recent);
            json.WriteString("last_seen"u8, CatalogWords.OfTime(edge.LastSeen));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
