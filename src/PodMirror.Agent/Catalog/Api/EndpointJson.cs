using System.Text.Json;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>An endpoint as lists show it. docs/api.md has the fields.</summary>
internal static class EndpointJson
{
    private const int RecentMinutes = 60;

    /// <summary>Writes the members that lists and details share into an object that is open.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="service">The endpoint's service.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="drift">How it stands to the description of its service; null when there is none.</param>
    /// <param name="asOf">The last of the recent minutes holds this instant.</param>
    public static void WriteMembers(Utf8JsonWriter json, string service, EndpointSnapshot endpoint, string? drift, DateTimeOffset asOf)
    {
        WriteName(json, service, endpoint);
        json.WriteBoolean("declared"u8, endpoint.Declared);
        json.WriteBoolean("capped"u8, endpoint.Capped);
        json.WriteNumber("calls"u8, endpoint.Calls);
        json.WriteNumber("errors"u8, endpoint.Errors);
        json.WriteNumber("failures"u8, endpoint.Failures);
        json.WriteString("first_seen"u8, CatalogWords.OfTime(endpoint.FirstSeen));
        json.WriteString("last_seen"u8, CatalogWords.OfTime(endpoint.LastSeen));
        json.WriteNumber("p50_us"u8, (long)endpoint.P50Micros);
        json.WriteNumber("p95_us"u8, (long)endpoint.P95Micros);
        json.WriteNumber("p99_us"u8, (long)endpoint.P99Micros);
        WriteTexts(json, "auth"u8, CatalogWords.Of(endpoint.Auth));
        WriteTexts(json, "sensitive"u8, KindsOf(endpoint));
        json.WriteString("drift"u8, drift);
        json.WriteNumber("callers"u8, endpoint.Callers.Count);
        WriteRecent(json, endpoint, asOf.ToUnixTimeSeconds() / 60);
    }

    /// <summary>Writes what names an endpoint.</summary>
    public static void WriteName(Utf8JsonWriter json, string service, EndpointSnapshot endpoint, string id = "id", string kind = "kind")
    {
        json.WriteString(id, CatalogWords.OfId(endpoint.Id));
        json.WriteString("service"u8, service);
        json.WriteString(kind, CatalogWords.Of(endpoint.Kind));
        json.WriteString("method"u8, endpoint.Method);
        json.WriteString("template"u8, endpoint.Template);
        json.WriteString("operation"u8, endpoint.Operation.Length == 0 ? null : endpoint.Operation);
    }

    /// <summary>The kinds of sensitive values that enough of its calls have, and nobody has dismissed.</summary>
    public static IEnumerable<string> KindsOf(EndpointSnapshot endpoint) =>
        endpoint.Sensitive.Where(field => field.Flagged).Select(field => field.Kind).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    // The endpoint's own minutes end with its last call.
    private static void WriteRecent(Utf8JsonWriter json, EndpointSnapshot endpoint, long now)
    {
        IReadOnlyList<MinuteSnapshot> minutes = endpoint.Minutes;
        json.WriteStartArray("recent"u8);
        for (long minute = now - RecentMinutes + 1; minute <= now; minute++)
        {
            long index = minutes.Count == 0 ? -1 : minute - minutes[0].Minute;
            json.WriteNumberValue(index >= 0 && index < minutes.Count ? minutes[(int)index].Calls : 0);
        }

        json.WriteEndArray();
    }
}
