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
        while (reader.TryReadTag(out int number, out WireType wire))
        {
            if (!reader.TrySkip(wire) || message.Find(number) is not { } field)
            {
                continue;
            }

            if (field.WireType != wire)
            {
                return new OtlpResult(OtlpFault.WrongType, offset + reader.Position);
            }

            present = (message.IsOneOf ? 0 : present) | (1u << field.Number);
        }

        return new OtlpResult(reader.Fault == ProtoFault.None ? OtlpFault.None : OtlpFault.Malformed, offset + reader.Position);
    }

    private OtlpResult WriteField(ReadOnlySpan<byte> bytes, OtlpField field, int depth, int offset) =>
        field.IsRepeated ? WriteArray(bytes, field, depth, offset) : WriteLast(bytes, field, depth, offset);

    private OtlpResult WriteArray(ReadOnlySpan<byte> bytes, OtlpField field, int depth, int offset)
    {
        _json.WriteStartArray();
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out int number, out WireType wire))
        {
            OtlpResult result = number == field.Number ? WriteValue(reader, field, depth, offset) : default;
            if (!result.IsComplete)
            {
                return result;
            }

            reader.TrySkip(wire);
        }

        _json.WriteEndArray();
        return default;
    }

    private OtlpResult WriteLast(ReadOnlySpan<byte> bytes, OtlpField field, int depth, int offset)
    {
        ProtoReader last = default;
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out int number, out WireType wire))
        {
            last = number == field.Number ? reader : last;
            reader.TrySkip(wire);
        }

        return WriteValue(last, field, depth, offset);
    }

    // The reader stands before the value, which FindFields found to be whole and of the field's wire type.
    private OtlpResult WriteValue(ProtoReader reader, OtlpField field, int depth, int offset)
    {
        reader.TryReadValue(field.WireType, out ulong number, out ReadOnlySpan<byte> bytes);
        int start = offset + reader.Position - bytes.Length;
        switch (field.Type)
        {
            case OtlpFieldType.Message:
                return WriteMessage(bytes, field.Message, depth + 1, start);
            case OtlpFieldType.String:
                if (!Utf8.IsValid(bytes))
                {
                    return new OtlpResult(OtlpFault.InvalidText, start);
                }

                _json.WriteStringValue(bytes);
                break;
            case OtlpFieldType.Bytes:
                _json.WriteBase64StringValue(bytes);
                break;
            case OtlpFieldType.HexBytes:
                return WriteHex(bytes, start);
            case OtlpFieldType.Bool:
                _json.WriteBooleanValue(number != 0);
                break;
            case OtlpFieldType.UInt32 or OtlpFieldType.Fixed32:
                _json.WriteNumberValue((uint)number);
                break;
            case OtlpFieldType.Int32 or OtlpFieldType.Enum:
                _json.WriteNumberValue((int)number);
                break;
            case OtlpFieldType.Double:
                WriteDouble(BitConverter.UInt64BitsToDouble(number));
                break;
            case OtlpFieldType.Int64 or OtlpFieldType.SFixed64:
                WriteDecimal((long)number);
                break;
            default:
                WriteDecimal(number);
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
