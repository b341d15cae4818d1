using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Descriptions;
using PodMirror.Agent.Metrics;
using PodMirror.Catalog.Drift;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET /api/v1/drift, POST and DELETE /api/v1/drift/{id}/accept. docs/api.md is their contract.</summary>
internal sealed class DriftEndpoint(DescriptionBook book, ChangeLog changes)
{
    private static readonly string[] Names = ["service", "state", "accepted", "limit", "cursor"];

    private readonly PagedLists<(string Service, DriftItem Item)> _lists = new();

    /// <summary>The words for how an operation stands.</summary>
    public static IReadOnlyList<string> States { get; } = [.. Enum.GetValues<DriftStatus>().Select(Reasons.Name)];

    /// <summary>A page of the list.</summary>
    public async Task ListAsync(HttpContext context)
    {
        Problem? problem = StrictQuery.TryRead(context.Request.Query, Names, out StrictQuery query);
        problem ??= query.TryRead("state", States, out _);
        problem ??= query.TryRead("accepted", StrictQuery.Truths, out _);
        int limit = StrictQuery.DefaultLimit;
        problem ??= query.TryRead("limit", 1, StrictQuery.MaxLimit, limit, out limit);
        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        string? cursor = query.Text("cursor");
        if (!_lists.TryRead(cursor, limit, () => Find(query), out (string Service, DriftItem Item)[] page, out int total, out string? next))
        {
            await Answer.SendAsync(context, CatalogProblems.StaleCursor);
            return;
        }

        await Answer.SendAsync(context, json => Write(json, page, total, next));
    }

    /// <summary>Accepts how an operation stands.</summary>
    public async Task AcceptAsync(HttpContext context, string id)
    {
        (Problem? problem, _) = await ChangeReader.ReadAsync(context.Request, []);
        await (problem is null ? ChangeAsync(context, id, isAccepted: true) : Answer.SendAsync(context, problem));
    }

    /// <summary>Takes that back.</summary>
    public Task RecallAsync(HttpContext context, string id) => ChangeAsync(context, id, isAccepted: false);

    private async Task ChangeAsync(HttpContext context, string id, bool isAccepted)
    {
        if (StrictQuery.TryRead(context.Request.Query, [], out _) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        if (await book.AcceptAsync(id, isAccepted, context.RequestAborted) is not { } item)
        {
            await Answer.SendAsync(context, Problem.NotFound("there is no such operation, or nothing of it was accepted"));
            return;
        }

        changes(context, isAccepted ? "accept_drift" : "recall_drift", $"{Reasons.Name(item.Status)} {item.Method} {item.Template}");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private IEnumerable<(string Service, DriftItem Item)> Find(StrictQuery query) =>
        from service in book.Services.Values
        where query.Text("service") is not { } name || service.Name == name
        orderby service.Name
        from item in service.Items
        where query.Text("state") is not { } state || Reasons.Name(item.Status) == state
        where query.Text("accepted") is not { } accepted || item.Accepted == (accepted == StrictQuery.Truths[0])
        select (service.Name, item);

    private static void Write(Utf8JsonWriter json, (string Service, DriftItem Item)[] page, int total, string? next)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach ((string service, DriftItem item) in page)
        {
            Write(json, service, item);
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, total);
        json.WriteString("next_cursor"u8, next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string service, DriftItem item)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, item.Id);
        json.WriteString("service"u8, service);
        json.WriteString("state"u8, Reasons.Name(item.Status));
        json.WriteString("method"u8, item.Method);
        json.WriteString("template"u8, item.Template);
        json.WriteString("endpoint"u8, item.Endpoints.Count == 0 ? null : CatalogWords.OfId(item.Endpoints[0].Id));
        json.WriteStartArray("changes"u8);
        foreach (DriftChange change in item.Changes)
        {
            json.WriteStartObject();
            json.WriteString("where"u8, change.Where);
            json.WriteString("what"u8, change.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("since"u8, CatalogWords.OfTime(item.Since));
        json.WriteBoolean("accepted"u8, item.Accepted);
        json.WriteEndObject();
    }
}
