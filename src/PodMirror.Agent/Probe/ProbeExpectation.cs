using System.Buffers;
using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Spans;

namespace PodMirror.Agent.Probe;

/// <summary>What the API has to show of a probe's span, by docs/api.md: made of what was sent, and not of what the store made of it.</summary>
internal static class ProbeExpectation
{
    /// <summary>All members of a whole exchange but its id.</summary>
    /// <param name="instance">Whose probe it is.</param>
    /// <param name="span">The span.</param>
    public static JsonElement Of(string instance, ProbeSpan span)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            WriteRow(json, span);
            WriteSpan(json, span);
            WriteMessages(json, span);
            WriteAttributes(json, "attributes", span.Attributes);
            WriteAttributes(json, "resource", ProbeRequest.Resource(instance));
            json.WriteStartObject("scope");
            json.WriteString("name", ProbeMark.Service);
            json.WriteString("version", SpanSource.Version);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonElement.Parse(bytes.WrittenSpan);
    }

    /// <summary>The first member of what is expected that an answer does not have, or has otherwise; null when there is none.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">The answer, which may have more members.</param>
    /// <param name="isRow">Whether the answer is a row of a list, which leaves members out.</param>
    public static string? FirstDifference(JsonElement expected, JsonElement actual, bool isRow)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            JsonElement value = default;
            bool isThere = actual.ValueKind == JsonValueKind.Object && actual.TryGetProperty(member.Name, out value);
            if (isThere ? !JsonElement.DeepEquals(member.Value, value) : !isRow)
            {
                return member.Name;
            }
        }

        return null;
    }

    private static void WriteRow(Utf8JsonWriter json, ProbeSpan span)
    {
        json.WriteString("time", Rfc3339.Format(span.StartNs));
        json.WriteNumber("duration_ns", span.DurationNs);
        json.WriteString("direction", span.Direction);
        json.WriteString("service", ProbeMark.Service);
        json.WriteNull("namespace");
        json.WriteNull("pod");
        json.WriteString("name", span.Method);
        json.WriteString("method", span.Method);
        json.WriteString("path", span.Path);
        json.WriteNumber("status", span.Status);
        WriteTexts(json, "anomalies", span.Anomalies);
        json.WriteString("trace_id", Convert.ToHexStringLower(span.TraceId));
        json.WriteString("span_id", Convert.ToHexStringLower(span.SpanId));
    }

    private static void WriteSpan(Utf8JsonWriter json, ProbeSpan span)
    {
        json.WriteString("parent_span_id", span.ParentSpanId is { } parent ? Convert.ToHexStringLower(parent) : null);
        json.WriteString("kind", span.IsServer ? "server" : "client");
        json.WriteString("span_status", span.IsError ? "error" : "unset");
        json.WriteString("span_status_message", span.StatusMessage);
    }

    private static void WriteMessages(Utf8JsonWriter json, ProbeSpan span)
    {
        json.WriteStartObject("request");
        json.WriteStartArray("headers");
        foreach (string value in span.Header)
        {
            json.WriteStartArray();
            json.WriteStringValue(ProbeSpan.HeaderName);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("body_bytes", System.Text.Encoding.UTF8.GetByteCount(span.RequestBody));
        json.WriteString("body", span.RequestBody);
        json.WriteString("body_encoding", "text");
        json.WriteEndObject();

        json.WriteStartObject("response");
        WriteTexts(json, "headers", []);
        json.WriteNumber("body_bytes", span.ResponseBody.Length);
        json.WriteBase64String("body", span.ResponseBody);
        json.WriteString("body_encoding", "base64");
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, string name, IEnumerable<(string Key, object Value)> attributes)
    {
        json.WriteStartArray(name);
        foreach ((string key, object value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            WriteValue(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        const string Name = "value";
        switch (value)
        {
            case string text:
                json.WriteString(Name, text);
                break;
            case bool truth:
                json.WriteBoolean(Name, truth);
                break;
            case long number:
                json.WriteNumber(Name, number);
                break;
            case double number:
                json.WriteNumber(Name, number);
                break;
            case string[] texts:
                WriteTexts(json, Name, texts);
                break;
            default:
                json.WriteStartObject(Name);
                json.WriteBase64String("base64", (byte[])value);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, string[] texts)
    {
        json.WriteStartArray(name);
        Array.ForEach(texts, json.WriteStringValue);
        json.WriteEndArray();
    }
}
