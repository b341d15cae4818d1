using System.Text.Json;
using PodMirror.Agent.Metrics;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>An endpoint with all that is known of it. docs/api.md has the fields.</summary>
internal static class EndpointDetailJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, string service, EndpointSnapshot endpoint, CatalogView view, string? drift)
    {
        json.WriteStartObject();
        EndpointJson.WriteMembers(json, service, endpoint, drift, view.AsOf);
        WriteCounts(json, endpoint);
        json.WriteString("api_key_name"u8, KeyName(endpoint));
        WritePathParameters(json, endpoint);
        SchemaJson.Write(json, "query_parameters"u8, endpoint.QueryParameters);
        SchemaJson.Write(json, "header_parameters"u8, endpoint.HeaderParameters);
        WriteBodies(json, endpoint);
        json.WriteStartArray("sensitive_fields"u8);
        foreach (SensitiveSnapshot field in endpoint.Sensitive)
        {
            json.WriteStartObject();
            WriteField(json, field);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rules"u8);
        foreach (KnownRule rule in view.Rules.Where(r => r.Rule.Service == service && Templates.Leads(r.Rule.Template, endpoint.Template)))
        {
            WriteRule(json, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes what is known of a sensitive field into an object that is open.</summary>
    public static void WriteField(Utf8JsonWriter json, SensitiveSnapshot field)
    {
        json.WriteString("kind"u8, field.Kind);
        json.WriteString("where"u8, field.Where);
        json.WriteNumber("matched"u8, field.Matched);
        json.WriteNumber("seen"u8, field.Seen);
        json.WriteNumber("confidence"u8, Math.Round(field.Confidence, 4));
        json.WriteBoolean("flagged"u8, field.Flagged);
        json.WriteBoolean("dismissed"u8, field.Dismissed);
    }

    /// <summary>Writes a rule.</summary>
    public static void WriteRule(Utf8JsonWriter json, KnownRule rule)
    {
        json.WriteStartObject();
        json.WriteString("service"u8, rule.Rule.Service);
        json.WriteString("kind"u8, Reasons.Name(rule.Rule.Kind));
        json.WriteString("template"u8, rule.Rule.Template);
        EndpointJson.WriteTexts(json, "said_by"u8, CatalogWords.Of(rule.Origins));
        json.WriteEndObject();
    }

    private static string? KeyName(EndpointSnapshot endpoint)
    {
        bool isKey = (endpoint.Auth & (AuthEvidence.ApiKeyHeader | AuthEvidence.ApiKeyQuery)) != 0;
        return !isKey && (endpoint.Auth & AuthEvidence.Cookie) != 0 ? endpoint.CookieName : endpoint.ApiKeyName;
    }

    private static void WriteCounts(Utf8JsonWriter json, EndpointSnapshot endpoint)
    {
        json.WriteStartArray("statuses"u8);
        foreach (StatusSnapshot status in endpoint.Statuses)
        {
            json.WriteStartObject();
            json.WriteNumber("status"u8, status.Status);
            json.WriteNumber("calls"u8, status.Calls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("minutes"u8);
        foreach (MinuteSnapshot minute in endpoint.Minutes)
        {
            json.WriteStartObject();
            json.WriteString("time"u8, CatalogWords.OfTime(minute.Minute * 60_000));
            json.WriteNumber("calls"u8, minute.Calls);
            json.WriteNumber("errors"u8, minute.Errors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("caller_list"u8);
        foreach (CallerSnapshot caller in endpoint.Callers)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, caller.Name);
            json.WriteNumber("calls"u8, caller.Calls);
            json.WriteString("last_seen"u8, CatalogWords.OfTime(caller.LastSeen));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePathParameters(Utf8JsonWriter json, EndpointSnapshot endpoint)
    {
        json.WriteStartArray("path_parameters"u8);
        foreach (PathParameterSnapshot parameter in endpoint.PathParameters)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, parameter.Name);
            json.WriteString("type"u8, parameter.Type);
            json.WriteString("format"u8, parameter.Format);
            EndpointJson.WriteTexts(json, "samples"u8, parameter.Samples);
            json.WriteNumber("distinct"u8, parameter.Distinct);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBodies(Utf8JsonWriter json, EndpointSnapshot endpoint)
    {
        json.WriteStartArray("bodies"u8);
        foreach (BodySnapshot body in endpoint.Bodies)
        {
            json.WriteStartObject();
            json.WriteNumber("status"u8, body.Status);
            json.WriteString("content_type"u8, body.ContentType);
            json.WriteNumber("messages"u8, body.Messages);
            json.WriteNumber("partial"u8, body.Partial);
            SchemaJson.Write(json, "headers"u8, body.Headers);
            SchemaJson.Write(json, "schema"u8, body.Schema);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
