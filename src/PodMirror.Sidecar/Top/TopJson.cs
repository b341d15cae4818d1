using System.Text.Json;
using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>A table as one line of JSON (docs/terminal.md).</summary>
internal static class TopJson
{
    /// <summary>The line, without its end.</summary>
    internal static string LineOf(TopView view) => RowJson.LineOf(json =>
    {
        json.WriteStartObject();
        json.WriteString("time"u8, view.Time);
        json.WriteNumber("window_s"u8, Math.Round(view.Window.TotalSeconds, 1));
        json.WriteNumber("lost"u8, view.Lost);
        json.WriteString("notice"u8, view.Notice);
        json.WriteStartArray("endpoints"u8);
        foreach (EndpointRow row in view.Rows)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, EndpointRow row)
    {
        json.WriteStartObject();
        json.WriteString("service"u8, row.Key.Service);
        json.WriteString("method"u8, row.Key.Method);
        json.WriteString("path"u8, row.Key.Target);
        json.WriteNumber("calls"u8, row.Calls);
        json.WriteNumber("calls_per_second"u8, Math.Round(row.CallsPerSecond, 2));
        json.WriteNumber("error_percent"u8, Math.Round(row.ErrorPercent, 2));
        json.WriteNumber("p50_ns"u8, Math.Round(row.P50Ns));
        json.WriteNumber("p95_ns"u8, Math.Round(row.P95Ns));
        if (row.LastStatus is { } status)
        {
            json.WriteNumber("last_status"u8, status);
        }
        else
        {
            json.WriteNull("last_status"u8);
        }

        json.WriteEndObject();
    }
}
