using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET /api/v1/sensitive: where sensitive values were found, over all endpoints. docs/api.md is its contract.</summary>
internal sealed class SensitiveEndpoint(CatalogFeed feed)
{
    private static readonly string[] Names = ["service", "kind", "dismissed", "limit", "cursor"];

    private readonly PagedLists<SensitiveRow> _lists = new();

    /// <summary>A page of the list, with the sums by kind of all that the other filters leave.</summary>
    public async Task ListAsync(HttpContext context)
    {
        Problem? problem = StrictQuery.TryRead(context.Request.Query, Names, out StrictQuery query);
        problem ??= query.TryRead("dismissed", StrictQuery.Truths, out _);
        int limit = StrictQuery.DefaultLimit;
        problem ??= query.TryRead("limit", 1, StrictQuery.MaxLimit, limit, out limit);
        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        if (SensitiveWords.Check("kind", query.Text("kind"), view) is { } unknown)
        {
            await Answer.SendAsync(context, unknown);
            return;
        }

        List<(SensitiveRow Row, SensitiveSnapshot Field)> found = Find(view, query.Text("service"), query.Text("dismissed"));
        IEnumerable<SensitiveRow> All() => found.Where(f => query.Text("kind") is not { } kind || f.Row.Kind == kind).Select(f => f.Row);
        if (!_lists.TryRead(query.Text("cursor"), limit, All, out SensitiveRow[] page, out int total, out string? next))
        {
            await Answer.SendAsync(context, CatalogProblems.StaleCursor);
            return;
        }

        await Answer.SendAsync(context, json => Write(json, view, page, found, total, next));
    }

    // By kind, and then as services and endpoints are in the view.
    private static List<(SensitiveRow Row, SensitiveSnapshot Field)> Find(CatalogView view, string? service, string? dismissed) =>
    [
        .. from known in view.Snapshot.Services
           where service is null || known.Name == service
           from endpoint in known.Endpoints
           from field in endpoint.Sensitive
           where dismissed is null || field.Dismissed == (dismissed == StrictQuery.Truths[0])
           orderby field.Kind
           select (new SensitiveRow(endpoint.Id, field.Kind, field.Where), field),
    ];

    private static void Write(
        Utf8JsonWriter json, CatalogView view, SensitiveRow[] page, List<(SensitiveRow Row, SensitiveSnapshot Field)> found, int total, string? next)
    {
        json.WriteStartObject();
        json.WriteStartArray("fields"u8);
        foreach (SensitiveRow row in page)
        {
            if (view.TryFind(row.Endpoint, out ServiceSnapshot service, out EndpointSnapshot endpoint)
                && endpoint.Sensitive.FirstOrDefault(f => f.Kind == row.Kind && f.Where == row.Where) is { } field)
            {
                json.WriteStartObject();
                EndpointJson.WriteName(json, service.Name, endpoint, "endpoint", "kind_of_call");
                EndpointDetailJson.WriteField(json, field);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, total);
        json.WriteString("next_cursor"u8, next);
        WriteKinds(json, found);
        json.WriteEndObject();
    }

    private static void WriteKinds(Utf8JsonWriter json, List<(SensitiveRow Row, SensitiveSnapshot Field)> found)
    {
        json.WriteStartArray("kinds"u8);
        foreach (IGrouping<string, (SensitiveRow Row, SensitiveSnapshot Field)> kind in found.GroupBy(f => f.Row.Kind))
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, kind.Key);
            json.WriteNumber("fields"u8, kind.Count());
            json.WriteNumber("endpoints"u8, kind.Select(f => f.Row.Endpoint).Distinct().Count());
            json.WriteNumber("matched"u8, kind.Sum(f => f.Field.Matched));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
