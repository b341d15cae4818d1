using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Descriptions;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET /api/v1/endpoints and GET /api/v1/endpoints/{id}. docs/api.md is their contract.</summary>
internal sealed class EndpointsEndpoint(CatalogFeed feed, DescriptionBook descriptions)
{
    private readonly PagedLists<ulong> _lists = new();

    /// <summary>A page of the list.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (EndpointFilter.TryRead(context.Request.Query, out EndpointFilter filter) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        if (filter.Check(view) is { } unknown)
        {
            await Answer.SendAsync(context, unknown);
            return;
        }

        IEnumerable<ulong> All() => filter.Apply(view, descriptions.Services).Select(endpoint => endpoint.Id);
        if (!_lists.TryRead(filter.Cursor, filter.Limit, All, out ulong[] page, out int total, out string? next))
        {
            await Answer.SendAsync(context, CatalogProblems.StaleCursor);
            return;
        }

        await Answer.SendAsync(context, json => Write(json, view, page, total, next));
    }

    /// <summary>One endpoint, whole.</summary>
    public async Task GetAsync(HttpContext context, string idText)
    {
        if (StrictQuery.TryRead(context.Request.Query, [], out _) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        EndpointSnapshot? endpoint = null;
        if (CatalogWords.TryReadId(idText, out ulong id) && view.TryFind(id, out ServiceSnapshot service, out _))
        {
            endpoint = await feed.AskAsync(catalog => catalog.Read(service.Name, id), context.RequestAborted);
            await (endpoint is null ? Answer.SendAsync(context, CatalogProblems.NoEndpoint) : SendAsync(context, service, endpoint, view));
            return;
        }

        await Answer.SendAsync(context, CatalogProblems.NoEndpoint);
    }

    private Task SendAsync(HttpContext context, ServiceSnapshot service, EndpointSnapshot endpoint, CatalogView view)
    {
        string? drift = descriptions.Services.GetValueOrDefault(service.Name)?.StateOf(endpoint.Id);
        return Answer.SendAsync(context, json => EndpointDetailJson.Write(json, service.Name, endpoint, view, drift));
    }

    private void Write(Utf8JsonWriter json, CatalogView view, ulong[] page, int total, string? next)
    {
        json.WriteStartObject();
        json.WriteStartArray("endpoints"u8);
        foreach (ulong id in page)
        {
            // One that was merged into another since the first page is no more.
            if (view.TryFind(id, out ServiceSnapshot service, out EndpointSnapshot endpoint))
            {
                json.WriteStartObject();
                string? drift = descriptions.Services.GetValueOrDefault(service.Name)?.StateOf(id);
                EndpointJson.WriteMembers(json, service.Name, endpoint, drift, view.AsOf);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, total);
        json.WriteString("next_cursor"u8, next);
        json.WriteEndObject();
    }
}
