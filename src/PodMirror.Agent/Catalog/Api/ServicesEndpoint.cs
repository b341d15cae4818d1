using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Descriptions;
using PodMirror.Agent.Metrics;
using PodMirror.Catalog;
using PodMirror.Catalog.Drift;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET /api/v1/services. docs/api.md is its contract.</summary>
internal sealed class ServicesEndpoint(CatalogFeed feed, DescriptionBook descriptions)
{
    /// <summary>Answers one request.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (StrictQuery.TryRead(context.Request.Query, [], out _) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        await Answer.SendAsync(context, json => Write(json, view));
    }

    private void Write(Utf8JsonWriter json, CatalogView view)
    {
        json.WriteStartObject();
        json.WriteStartArray("services"u8);
        foreach (ServiceSnapshot service in view.Snapshot.Services)
        {
            Write(json, service, descriptions.Services.GetValueOrDefault(service.Name));
        }

        json.WriteEndArray();
        json.WriteNumber("refused_calls"u8, view.Snapshot.RefusedCalls);
        json.WriteBoolean("capped"u8, view.Snapshot.RefusedCalls > 0 || view.Snapshot.SchemasCapped);
        json.WriteString("as_of"u8, CatalogWords.OfTime(view.AsOf.ToUnixTimeMilliseconds()));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ServiceSnapshot service, DescribedService? described)
    {
        IReadOnlyList<EndpointSnapshot> endpoints = service.Endpoints;
        json.WriteStartObject();
        json.WriteString("name"u8, service.Name);
        json.WriteNumber("calls"u8, service.Calls);
        json.WriteNumber("errors"u8, endpoints.Sum(endpoint => endpoint.Errors));
        json.WriteNumber("failures"u8, endpoints.Sum(endpoint => endpoint.Failures));
        json.WriteNumber("endpoints"u8, endpoints.Count);
        json.WriteNumber("unconfirmed"u8, service.Unconfirmed);
        json.WriteNumber("refused"u8, service.Refused);
        json.WriteBoolean("capped"u8, service.Capped);
        json.WriteString("first_seen"u8, endpoints.Count == 0 ? null : CatalogWords.OfTime(endpoints.Min(endpoint => endpoint.FirstSeen)));
        json.WriteString("last_seen"u8, endpoints.Count == 0 ? null : CatalogWords.OfTime(endpoints.Max(endpoint => endpoint.LastSeen)));
        EndpointJson.WriteTexts(json, "sensitive"u8, endpoints.SelectMany(EndpointJson.KindsOf).Distinct().Order(StringComparer.Ordinal));
        json.WriteBoolean("description"u8, described is not null);
        json.WriteStartObject("drift"u8);
        foreach (DriftStatus status in Enum.GetValues<DriftStatus>())
        {
            json.WriteNumber(Reasons.Name(status), described?.Count(status) ?? 0);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
