using System.Text.Json;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Api;

/// <summary>
/// One message of an exchange as people read it, out of the span's attributes: {"headers": [[name, value]...], "body_bytes", "body",
/// "body_encoding"}, with the names and meanings of the replay contract (docs/json.md).
/// </summary>
internal readonly ref struct MessageJson
{
    private readonly ReadOnlySpan<byte> _headerPrefix;
    private readonly ReadOnlySpan<byte> _trailerPrefix;
    private readonly ReadOnlySpan<byte> _bodyKey;
    private readonly ReadOnlySpan<byte> _sizeKey;

    private MessageJson(ReadOnlySpan<byte> headerPrefix, ReadOnlySpan<byte> trailerPrefix, ReadOnlySpan<byte> bodyKey, ReadOnlySpan<byte> sizeKey)
    {
        _headerPrefix = headerPrefix;
        _trailerPrefix = trailerPrefix;
        _bodyKey = bodyKey;
        _sizeKey = sizeKey;
    }

    /// <summary>The request's side.</summary>
    public static MessageJson Request => new(
        "http.request.header."u8, "podmirror.http.request.trailer."u8, "http.request.body.content"u8, "http.request.body.size"u8);

    /// <summary>The response's side.</summary>
    public static MessageJson Response => new(
        "http.response.header."u8, "podmirror.http.response.trailer."u8, "http.response.body.content"u8, "http.response.body.size"u8);

    /// <summary>Writes the members into an object that is open.</summary>
    public void WriteMembers(Utf8JsonWriter writer, ReadOnlySpan<byte> span)
    {
        AnyValue body = default;
        AnyValue size = default;
        writer.WriteStartArray("headers"u8);
        var attributes = new AttributeList(span, AttributeList.InSpan);
        while (attributes.TryReadNext(out KeyValue attribute))
        {
            if (attribute.Key.StartsWith(_headerPrefix))
            {
                WriteHeader(writer, attribute.Key[_headerPrefix.Length..], attribute.Value);
            }
            else if (attribute.Key.StartsWith(_trailerPrefix))
            {
                WriteHeader(writer, attribute.Key[_trailerPrefix.Length..], attribute.Value);
            }
            else if (attribute.Key.SequenceEqual(_bodyKey))
            {
                body = attribute.Value;
            }
            else if (attribute.Key.SequenceEqual(_sizeKey))
            {
                size = attribute.Value;
            }
        }

        writer.WriteEndArray();
        writer.WritePropertyName("body_bytes"u8);
        AnyValueJson.Write(writer, size);
        WriteBody(writer, body);
    }

    private static void WriteBody(Utf8JsonWriter writer, AnyValue body)
    {
        switch (body.Kind)
        {
            case AnyValueKind.String:
                writer.WriteString("body"u8, body.Bytes);
                writer.WriteString("body_encoding"u8, "text"u8);
                break;
            case AnyValueKind.Bytes:
                writer.WriteBase64String("body"u8, body.Bytes);
                writer.WriteString("body_encoding"u8, "base64"u8);
                break;
            default:
                writer.WriteNull("body"u8);
                writer.WriteNull("body_encoding"u8);
                break;
        }
    }

    /// <summary>One line for each value: the convention keeps all values of a name in one array.</summary>
    private static void WriteHeader(Utf8JsonWriter writer, ReadOnlySpan<byte> name, AnyValue value)
    {
        if (value.Kind != AnyValueKind.Array)
        {
            WriteLine(writer, name, value);
            return;
        }

        var items = new ProtoReader(value.Bytes);
        while (items.TryReadTag(out int field, out WireType wire))
        {
            if (field != 1)
            {
                items.TrySkip(wire);
            }
            else if (items.TryReadBytes(wire, out ReadOnlySpan<byte> item) && AnyValue.TryRead(item, out AnyValue line, out _))
            {
                WriteLine(writer, name, line);
            }
        }
    }

    private static void WriteLine(Utf8JsonWriter writer, ReadOnlySpan<byte> name, AnyValue value)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(name);
        AnyValueJson.Write(writer, value);
        writer.WriteEndArray();
    }
}
