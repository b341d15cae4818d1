using System.Text.Json;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Api;

/// <summary>Attributes as plain JSON: what a person expects of each value, and nothing lost.</summary>
internal static class AnyValueJson
{
    /// <summary>Integers past this are not exact in JavaScript (RFC 8259 section 6) and are written as strings.</summary>
    private const long MaxExactInteger = (1L << 53) - 1;

    /// <summary>Writes the attributes of a message as an array of {"key","value"}: a key may come twice, and then both are shown.</summary>
    public static void WriteAttributes(Utf8JsonWriter writer, ReadOnlySpan<byte> message, int attributesField)
    {
        writer.WriteStartArray();
        var attributes = new AttributeList(message, attributesField);
        while (attributes.TryReadNext(out KeyValue attribute))
        {
            Write(writer, attribute);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a value: bytes as {"base64": "..."}, a list of keys as an array of {"key","value"}.</summary>
    public static void Write(Utf8JsonWriter writer, AnyValue value)
    {
        switch (value.Kind)
        {
            case AnyValueKind.String:
                writer.WriteStringValue(value.Bytes);
                break;
            case AnyValueKind.Bool:
                writer.WriteBooleanValue(value.Bool);
                break;
            case AnyValueKind.Int when value.Int is >= -MaxExactInteger and <= MaxExactInteger:
                writer.WriteNumberValue(value.Int);
                break;
            case AnyValueKind.Int:
                writer.WriteStringValue(value.Int.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case AnyValueKind.Double when double.IsFinite(value.Double):
                writer.WriteNumberValue(value.Double);
                break;
            case AnyValueKind.Double:
                writer.WriteStringValue(value.Double.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case AnyValueKind.Bytes:
                writer.WriteStartObject();
                writer.WriteBase64String("base64"u8, value.Bytes);
                writer.WriteEndObject();
                break;
            case AnyValueKind.Array or AnyValueKind.KeyValues:
                WriteItems(writer, value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Writes each item of an array or of a list of keys; their depth was checked when they were received.</summary>
    private static void WriteItems(Utf8JsonWriter writer, AnyValue list)
    {
        writer.WriteStartArray();
        var items = new ProtoReader(list.Bytes);
        while (items.TryReadTag(out int field, out WireType wire))
        {
            if (field != 1)
            {
                items.TrySkip(wire);
            }
            else if (items.TryReadBytes(wire, out ReadOnlySpan<byte> item))
            {
                if (list.Kind == AnyValueKind.KeyValues && KeyValue.TryRead(item, out KeyValue pair, out _))
                {
                    Write(writer, pair);
                }
                else if (list.Kind == AnyValueKind.Array && AnyValue.TryRead(item, out AnyValue value, out _))
                {
                    Write(writer, value);
                }
            }
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, KeyValue attribute)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, attribute.Key);
        writer.WritePropertyName("value"u8);
        Write(writer, attribute.Value);
        writer.WriteEndObject();
    }
}
