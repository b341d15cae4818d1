using System.Globalization;
using System.Text.Json;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Audit;

/// <summary>GET /api/v1/audit: who changed what, the newest first, with <c>limit</c> and <c>cursor</c>.</summary>
internal sealed class AuditEndpoint(AuditLog audit)
{
    private static readonly string[] Parameters = ["limit", "cursor"];

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        int limit = StrictQuery.DefaultLimit;
        long before = long.MaxValue;
        if ((StrictQuery.TryRead(context.Request.Query, Parameters, out StrictQuery query)
            ?? query.TryRead("limit", 1, StrictQuery.MaxLimit, StrictQuery.DefaultLimit, out limit)) is { } problem)
        {
            return Answer.SendAsync(context, problem);
        }

        if (query.Text("cursor") is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Answer.SendAsync(context, Problem.OfParameter("cursor", "use next_cursor of an answer as it is"));
        }

        try
        {
            IReadOnlyList<AuditEntry> entries = audit.Read(limit, before);
            return Answer.SendAsync(context, json => Write(json, entries, limit));
        }
        catch (Exception fault) when (AuditLog.IsClosed(fault))
        {
            return Answer.SendAsync(context, Problem.Unavailable("the audit cannot be read; the agent's log has its lines"));
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<AuditEntry> entries, int limit)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries"u8);
        foreach (AuditEntry entry in entries)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, entry.Id);
            json.WriteString("time"u8, Rfc3339.Format(entry.TimeNs));
            json.WriteString("user"u8, entry.User);
            json.WriteString("role"u8, entry.Role);
            json.WriteString("action"u8, entry.Action);
            json.WriteString("target"u8, entry.Target);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, entries.Count == limit ? entries[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
        json.WriteEndObject();
    }
}
