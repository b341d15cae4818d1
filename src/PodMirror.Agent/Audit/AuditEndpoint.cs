using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Audit;

/// <summary>GET /api/v1/audit: who changed what, the newest first, with <c>limit</c> and <c>cursor</c>.</summary>
internal sealed class AuditEndpoint(AuditLog audit)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        foreach (string name in query.Keys.Where(name => name is not ("limit" or "cursor")))
        {
            return Answer.SendAsync(context, Problem.OfParameter(name, "the parameters are limit and cursor"));
        }

        if (!TryRead(query["limit"], DefaultLimit, out long limit) || limit is < 1 or > MaxLimit)
        {
            return Answer.SendAsync(context, Problem.OfParameter("limit", $"a number from 1 to {MaxLimit}"));
        }

        if (!TryRead(query["cursor"], long.MaxValue, out long before))
        {
            return Answer.SendAsync(context, Problem.OfParameter("cursor", "use next_cursor of an answer as it is"));
        }

        try
        {
            IReadOnlyList<AuditEntry> entries = audit.Read((int)limit, before);
            return Answer.SendAsync(context, json => Write(json, entries, (int)limit));
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException)
        {
            return Answer.SendAsync(context, Problem.Unavailable("the audit cannot be read; the agent's log has its lines"));
        }
    }

    private static bool TryRead(string? text, long fallback, out long number)
    {
        number = fallback;
        return text is null || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
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
