using System.Text.Json;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;
using PodMirror.Spans;

namespace PodMirror.Agent.Api;

/// <summary>A whole exchange as JSON: its row, both messages, and all attributes as they came.</summary>
internal static class ExchangeDetailJson
{
    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];
    private static readonly string[] StatusCodes = ["unset", "ok", "error"];

    /// <summary>Writes the exchange as an object.</summary>
    public static void Write(
        Utf8JsonWriter writer, in ExchangeRow row, ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope, ReadOnlySpan<byte> span)
    {
        SpanFields.TryRead(span, out SpanFields fields, out _);
        writer.WriteStartObject();
        ExchangeJson.WriteMembers(writer, row);
        writer.WriteString("parent_span_id"u8, fields.ParentSpanId.IsEmpty ? null : Convert.ToHexStringLower(fields.ParentSpanId));
        writer.WriteString("kind"u8, NameIn(Kinds, fields.Kind));
        writer.WriteString("span_status"u8, NameIn(StatusCodes, fields.StatusCode));
        writer.WriteString("span_status_message"u8, fields.StatusMessage);
        bool requestMissing = row.Anomalies.IndexOf(",request_missing,"u8) >= 0;
        WriteMessage(writer, "request"u8, MessageJson.Request, requestMissing ? default : span);
        WriteMessage(writer, "response"u8, MessageJson.Response, row.Status is null ? default : span);
        writer.WritePropertyName("attributes"u8);
        AnyValueJson.WriteAttributes(writer, span, AttributeList.InSpan);
        writer.WritePropertyName("resource"u8);
        AnyValueJson.WriteAttributes(writer, resource, AttributeList.InResource);
        WriteScope(writer, scope);
        writer.WriteEndObject();
    }

    /// <summary>A message, or null where there is no span to read it from.</summary>
    private static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<byte> name, MessageJson message, ReadOnlySpan<byte> span)
    {
        if (span.IsEmpty)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        message.WriteMembers(writer, span);
        writer.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter writer, ReadOnlySpan<byte> scope)
    {
        var reader = new ProtoReader(scope);
        writer.WriteStartObject("scope"u8);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field is 1 or 2 && reader.TryReadString(wire, out ReadOnlySpan<byte> text))
            {
                writer.WriteString(field == 1 ? "name"u8 : "version"u8, text);
            }
            else
            {
                reader.TrySkip(wire);
            }
        }

        writer.WriteEndObject();
    }

    private static string NameIn(string[] names, int number) =>
        number < names.Length ? names[number] : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
