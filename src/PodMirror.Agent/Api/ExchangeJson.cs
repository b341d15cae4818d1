using System.Text.Json;
using PodMirror.Agent.Store;
using PodMirror.Exchange;

namespace PodMirror.Agent.Api;

/// <summary>A row as JSON: the form of the list, of the live stream, and the head of a whole exchange.</summary>
internal static class ExchangeJson
{
    /// <summary>Writes the row as an object.</summary>
    public static void Write(Utf8JsonWriter writer, in ExchangeRow row)
    {
        writer.WriteStartObject();
        WriteMembers(writer, row);
        writer.WriteEndObject();
    }

    /// <summary>Writes the row's members into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, in ExchangeRow row)
    {
        writer.WriteNumber("id"u8, row.Id);
        writer.WriteString("time"u8, Rfc3339.Format(row.TimeNs));
        writer.WriteNumber("duration_ns"u8, row.DurationNs);
        writer.WriteString("direction"u8, Name(row.Direction));
        WriteText(writer, "service"u8, row.Service);
        WriteText(writer, "namespace"u8, row.Namespace);
        WriteText(writer, "pod"u8, row.Pod);
        WriteText(writer, "name"u8, row.Name);
        WriteText(writer, "method"u8, row.Method);
        WriteText(writer, "path"u8, row.Path);
        WriteText(writer, "host"u8, row.Host);
        if (row.Status is { } status)
        {
            writer.WriteNumber("status"u8, status);
        }
        else
        {
            writer.WriteNull("status"u8);
        }

        writer.WriteStartArray("anomalies"u8);
        foreach (Range part in row.Anomalies.Split((byte)','))
        {
            if (!row.Anomalies[part].IsEmpty)
            {
                writer.WriteStringValue(row.Anomalies[part]);
            }
        }

        writer.WriteEndArray();
        writer.WriteString("trace_id"u8, Convert.ToHexStringLower(row.TraceId));
        writer.WriteString("span_id"u8, Convert.ToHexStringLower(row.SpanId));
    }

    /// <summary>The row as UTF-8 JSON.</summary>
    public static byte[] Serialize(in ExchangeRow row)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, row);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<byte> Name(Direction direction) => direction switch
    {
        Direction.Ingress => "ingress"u8,
        Direction.Egress => "egress"u8,
        _ => "unknown"u8,
    };

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, text);
        }
    }
}
