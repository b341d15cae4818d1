using System.Buffers;
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
        ulong[] page;
        int total;
        string? next;
        if (filter.Cursor is null)
        {
            ulong[] all = [.. filter.Apply(view, descriptions.Services).Select(endpoint => endpoint.Id)];
            (page, total) = (_lists.First(all, filter.Limit, out next), all.Length);
        }
        else if (!_lists.TryNext(filter.Cursor, filter.Limit, out page, out total, out next))
        {
            await Answer.SendAsync(context, CatalogProblems.StaleCursor);
            return;
        }

        await Answer.SendAsync(context, Write(view, page, total, next));
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
        var bytes = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(bytes))
        {
            EndpointDetailJson.Write(json, service.Name, endpoint, view, descriptions.Services.GetValueOrDefault(service.Name)?.StateOf(endpoint.Id));
        }

        return Answer.SendAsync(context, bytes.WrittenMemory);
    }

    private ReadOnlyMemory<byte> Write(CatalogView view, ulong[] page, int total, string? next)
    {
        var bytes = new ArrayBufferWriter<byte>(8192);
        using var json = new Utf8JsonWriter(bytes);
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
        json.Flush();
        return bytes.WrittenMemory;
    }
}
