using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PodMirror.Spans;

/// <summary>Transcodes OTLP protobuf to OTLP/JSON: lowerCamelCase names, ids in hexadecimal, 64-bit numbers as strings, enums as numbers.</summary>
/// <remarks>Fields that the schema does not know are left out. Not for several threads: it keeps its writer.</remarks>
public sealed class OtlpJsonWriter : IDisposable
{
    // Bodies and URLs are shown to people; the browser that shows them escapes for itself.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _json = new(Stream.Null, Compact);

    /// <summary>Appends a message as one JSON object, without a line end.</summary>
    /// <param name="protobuf">The message.</param>
    /// <param name="message">What it is.</param>
    /// <param name="output">Where to; left as it was when the result is not complete.</param>
    public OtlpResult Write(ReadOnlySpan<byte> protobuf, OtlpMessage message, ByteBuffer output)
    {
        int start = output.Length;
        _json.Reset(output);
        OtlpResult result = WriteMessage(protobuf, message, depth: 1, offset: 0);
        _json.Flush();
        _json.Reset(Stream.Null);
        if (result.IsComplete && output.HasOverflowed)
        {
            result = new OtlpResult(OtlpFault.TooLarge, 0);
        }

        if (!result.IsComplete)
        {
            output.Truncate(start);
        }

        return result;
    }

    /// <inheritdoc />
    public void Dispose() => _json.Dispose();

    private OtlpResult WriteMessage(ReadOnlySpan<byte> bytes, OtlpMessage message, int depth, int offset)
    {
        if (depth > OtlpLimits.MaxDepth)
        {
            return new OtlpResult(OtlpFault.TooDeep, offset);
        }

        OtlpResult found = FindFields(bytes, message, offset, out uint present);
        if (!found.IsComplete)
        {
            return found;
        }

        _json.WriteStartObject();
        foreach (OtlpField field in message.Fields)
        {
            if ((present & (1u << field.Number)) == 0)
            {
                continue;
            }

            _json.WritePropertyName(field.EncodedName);
            OtlpResult result = WriteField(bytes, field, depth, offset);
            if (!result.IsComplete)
            {
                return result;
            }
        }

        _json.WriteEndObject();
        return default;
    }

    // A repeated field's values may stand apart in protobuf and must stand together in JSON: first which fields there are, then each.
    private static OtlpResult FindFields(ReadOnlySpan<byte> bytes, OtlpMessage message, int offset, out uint present)
    {
        present = 0;
        var reader = new ProtoReader(bytes);
        while (reader.MoveNext())
        {
            if (message.Find(reader.FieldNumber) is not { } field)
            {
                continue;
            }

            if ((int)field.WireType != reader.WireTypeValue)
            {
                return new OtlpResult(OtlpFault.WrongType, offset + reader.Position);
            }

            present = (message.IsOneOf ? 0 : present) | (1u << field.Number);
        }

        return new OtlpResult(reader.IsMalformed ? OtlpFault.Malformed : OtlpFault.None, offset + reader.Position);
    }

    private OtlpResult WriteField(ReadOnlySpan<byte> bytes, OtlpField field, int depth, int offset)
    {
        if (field.IsRepeated)
        {
            _json.WriteStartArray();
        }

        var last = default(ProtoReader);
        var reader = new ProtoReader(bytes);
        while (reader.MoveNext())
        {
            if (reader.FieldNumber != field.Number)
            {
                continue;
            }

            last = reader;
            if (field.IsRepeated)
            {
                OtlpResult result = WriteValue(reader, field, depth, offset);
                if (!result.IsComplete)
                {
                    return result;
                }
            }
        }

        if (!field.IsRepeated)
        {
            return WriteValue(last, field, depth, offset);
        }

        _json.WriteEndArray();
        return default;
    }

    private OtlpResult WriteValue(scoped in ProtoReader reader, OtlpField field, int depth, int offset)
    {
        int start = offset + reader.Position - reader.Bytes.Length;
        switch (field.Type)
        {
            case OtlpFieldType.Message:
                return WriteMessage(reader.Bytes, field.Message, depth + 1, start);
            case OtlpFieldType.String:
                if (!Utf8.IsValid(reader.Bytes))
                {
                    return new OtlpResult(OtlpFault.InvalidText, start);
                }

                _json.WriteStringValue(reader.Bytes);
                break;
            case OtlpFieldType.Bytes:
                _json.WriteBase64StringValue(reader.Bytes);
                break;
            case OtlpFieldType.HexBytes:
                return WriteHex(reader.Bytes, start);
            case OtlpFieldType.Bool:
                _json.WriteBooleanValue(reader.Value != 0);
                break;
            case OtlpFieldType.UInt32 or OtlpFieldType.Fixed32:
                _json.WriteNumberValue((uint)reader.Value);
                break;
            case OtlpFieldType.Int32 or OtlpFieldType.Enum:
                _json.WriteNumberValue((int)reader.Value);
                break;
            case OtlpFieldType.Double:
                WriteDouble(BitConverter.UInt64BitsToDouble(reader.Value));
                break;
            case OtlpFieldType.Int64:
                WriteDecimal((long)reader.Value);
                break;
            default:
                WriteDecimal(reader.Value);
                break;
        }

        return default;
    }

    private OtlpResult WriteHex(ReadOnlySpan<byte> id, int offset)
    {
        Span<byte> hex = stackalloc byte[64];
        if (id.Length * 2 > hex.Length)
        {
            return new OtlpResult(OtlpFault.WrongType, offset);
        }

        Convert.TryToHexStringLower(id, hex, out int written);
        _json.WriteStringValue(hex[..written]);
        return default;
    }

    private void WriteDecimal<T>(T number)
        where T : IUtf8SpanFormattable
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int written, default, null);
        _json.WriteStringValue(digits[..written]);
    }

    private void WriteDouble(double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumberValue(value);
        }
        else
        {
            _json.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }
}
