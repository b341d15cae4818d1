using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET, POST and DELETE /api/v1/dismissals: the findings that somebody says are none. docs/api.md is its contract.</summary>
internal sealed class DismissalsEndpoint(CatalogFeed feed, ChangeLog changes)
{
    private static readonly string[] Members = ["endpoint", "kind", "where"];

    /// <summary>All of them.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (StrictQuery.TryRead(context.Request.Query, [], out _) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        await Answer.SendAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("dismissals"u8);
            foreach (SensitiveDismissal dismissal in view.Dismissals)
            {
                Write(json, dismissal);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Says that a finding is none.</summary>
    public async Task AddAsync(HttpContext context)
    {
        Problem? problem = StrictQuery.TryRead(context.Request.Query, [], out _);
        string[] values = [];
        if (problem is null)
        {
            (problem, values) = await ChangeReader.ReadAsync(context.Request, Members);
        }

        SensitiveDismissal? dismissal = problem is null ? await FindAsync(values, context.RequestAborted) : null;
        problem ??= dismissal is null ? CatalogProblems.NoFinding : null;
        if (problem is null && !await feed.ChangeAsync(catalog => Dismiss(catalog, dismissal!), context.RequestAborted))
        {
            problem = new Problem(StatusCodes.Status409Conflict, "Too many dismissals", "remove some of this service first");
        }

        if (problem is null)
        {
            changes(context, "add_dismissal", Target(dismissal!));
            problem = CatalogProblems.OfSaving(feed);
        }

        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await Answer.SendAsync(context, json => Write(json, dismissal!));
    }

    /// <summary>Takes it back.</summary>
    public async Task RemoveAsync(HttpContext context)
    {
        Problem? problem = ChangeReader.TryRead(context.Request, Members, out string[] values);
        SensitiveDismissal? dismissal = problem is null ? await FindAsync(values, context.RequestAborted) : null;
        problem ??= dismissal is null ? CatalogProblems.NoFinding : null;
        if (problem is null && !await feed.ChangeAsync(catalog => Recall(catalog, dismissal!), context.RequestAborted))
        {
            problem = Problem.NotFound("nobody has said that this finding is none");
        }

        if (problem is null)
        {
            changes(context, "remove_dismissal", Target(dismissal!));
            problem = CatalogProblems.OfSaving(feed);
        }

        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Once, whatever the parameters were called when somebody said so.
    private static bool Dismiss(ApiCatalog catalog, SensitiveDismissal dismissal) =>
        catalog.Dismissals.Any(known => AreSame(known, dismissal)) || catalog.TryDismiss(dismissal);

    private static bool Recall(ApiCatalog catalog, SensitiveDismissal dismissal)
    {
        SensitiveDismissal[] found = [.. catalog.Dismissals.Where(known => AreSame(known, dismissal))];
        return found.Length > 0 && Array.TrueForAll(found, catalog.Recall);
    }

    private static bool AreSame(SensitiveDismissal known, SensitiveDismissal other) =>
        known with { Template = other.Template, Operation = known.Operation ?? other.Operation } == other
        && Templates.AreSame(known.Template, other.Template);

    private async Task<SensitiveDismissal?> FindAsync(string[] values, CancellationToken cancellation)
    {
        CatalogView view = await feed.ViewAsync(cancellation);
        return CatalogWords.TryReadId(values[0], out ulong id) && view.TryFind(id, out ServiceSnapshot service, out EndpointSnapshot endpoint)
            && endpoint.Sensitive.Any(field => field.Kind == values[1] && field.Where == values[2])
            ? new SensitiveDismissal(service.Name, endpoint.Method, endpoint.Template, values[1], values[2]) { Operation = endpoint.Operation }
            : null;
    }

    private static string Target(SensitiveDismissal dismissal) =>
        $"{dismissal.Kind} {dismissal.Where} of {dismissal.Service} {dismissal.Method} {dismissal.Template} {dismissal.Operation}".TrimEnd();

    private static void Write(Utf8JsonWriter json, SensitiveDismissal dismissal)
    {
        json.WriteStartObject();
        json.WriteString("service"u8, dismissal.Service);
        json.WriteString("method"u8, dismissal.Method);
        json.WriteString("template"u8, dismissal.Template);
        json.WriteString("operation"u8, string.IsNullOrEmpty(dismissal.Operation) ? null : dismissal.Operation);
        json.WriteString("kind"u8, dismissal.Kind);
        json.WriteString("where"u8, dismissal.Where);
        json.WriteEndObject();
    }
}
