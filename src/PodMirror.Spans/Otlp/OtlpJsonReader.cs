using System.Buffers.Text;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>
/// Transcodes OTLP/JSON to OTLP protobuf. Unknown names and nulls are ignored; ids are hexadecimal in either case; 64-bit numbers
/// are strings or numbers; an enum is a number.
/// </summary>
public static class OtlpJsonReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = OtlpLimits.MaxJsonDepth };

    /// <summary>Appends one JSON object as a message.</summary>
    /// <param name="json">The object and nothing else, UTF-8.</param>
    /// <param name="message">What it is.</param>
    /// <param name="output">Where to; left as it was when the result is not complete.</param>
    public static OtlpResult Read(ReadOnlySpan<byte> json, OtlpMessage message, ByteBuffer output)
    {
        int start = output.Length;
        var reader = new Utf8JsonReader(json, Options);
        OtlpFault fault;
        try
        {
            fault = ReadRoot(ref reader, message, output);
        }
        catch (JsonException)
        {
            // The library has no other way to say that bytes are no JSON, or nest too deeply.
            fault = OtlpFault.Malformed;
        }
        catch (InvalidOperationException)
        {
            // ... nor that an escaped string is no Unicode text.
            fault = OtlpFault.InvalidText;
        }

        if (fault == OtlpFault.None && output.HasOverflowed)
        {
            fault = OtlpFault.TooLarge;
        }

        if (fault != OtlpFault.None)
        {
            output.Truncate(start);
        }

        return new OtlpResult(fault, reader.BytesConsumed);
    }

    private static OtlpFault ReadRoot(ref Utf8JsonReader reader, OtlpMessage message, ByteBuffer output)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return OtlpFault.Malformed;
        }

        OtlpFault fault = ReadObject(ref reader, message, 1, output);
        if (fault == OtlpFault.None)
        {
            // What follows the object must be white space only, which the reader checks.
            reader.Read();
        }

        return fault;
    }

    private static OtlpFault ReadObject(ref Utf8JsonReader reader, OtlpMessage message, int depth, ByteBuffer output)
    {
        if (depth > OtlpLimits.MaxDepth)
        {
            return OtlpFault.TooDeep;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            OtlpField? field = Find(ref reader, message);
            reader.Read();
            if (field is null || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }

            OtlpFault fault = field.IsRepeated ? ReadArray(ref reader, field, depth, output) : ReadValue(ref reader, field, depth, output);
            if (fault != OtlpFault.None)
            {
                return fault;
            }
        }

        return OtlpFault.None;
    }

    private static OtlpField? Find(ref Utf8JsonReader reader, OtlpMessage message)
    {
        foreach (OtlpField field in message.Fields)
        {
            if (reader.ValueTextEquals(field.NameUtf8))
            {
                return field;
            }
        }

        return null;
    }

    private static OtlpFault ReadArray(ref Utf8JsonReader reader, OtlpField field, int depth, ByteBuffer output)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return OtlpFault.WrongType;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            OtlpFault fault = ReadValue(ref reader, field, depth, output);
            if (fault != OtlpFault.None)
            {
                return fault;
            }
        }

        return OtlpFault.None;
    }

    private static OtlpFault ReadValue(ref Utf8JsonReader reader, OtlpField field, int depth, ByteBuffer output)
    {
        switch (field.Type)
        {
            case OtlpFieldType.Message:
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return OtlpFault.WrongType;
                }

                int start = ProtoWriter.BeginMessage(output, field.Number);
                OtlpFault fault = ReadObject(ref reader, field.Message, depth + 1, output);
                ProtoWriter.EndMessage(output, start);
                return fault;
            case OtlpFieldType.String or OtlpFieldType.Bytes or OtlpFieldType.HexBytes:
                return reader.TokenType == JsonTokenType.String ? ReadText(ref reader, field, output) : OtlpFault.WrongType;
            case OtlpFieldType.Bool:
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                {
                    return OtlpFault.WrongType;
                }

                ProtoWriter.WriteVarintField(output, field.Number, reader.TokenType == JsonTokenType.True ? 1UL : 0UL);
                return OtlpFault.None;
            case OtlpFieldType.Double:
                return OtlpJsonNumbers.ReadDouble(ref reader, field, output);
            default:
                return OtlpJsonNumbers.ReadInteger(ref reader, field, output);
        }
    }

    // The text is unescaped into its place; what hexadecimal and base64 mean is never longer than what they are.
    private static OtlpFault ReadText(ref Utf8JsonReader reader, OtlpField field, ByteBuffer output)
    {
        int start = ProtoWriter.BeginMessage(output, field.Number);
        Span<byte> room = output.Room(Math.Max(1, reader.ValueSpan.Length));
        if (room.IsEmpty)
        {
            return OtlpFault.TooLarge;
        }

        int length = reader.CopyString(room);
        if (field.Type == OtlpFieldType.HexBytes && !TryDecodeHex(room, ref length))
        {
            return OtlpFault.WrongType;
        }

        if (field.Type == OtlpFieldType.Bytes && !TryDecodeBase64(room, ref length))
        {
            return OtlpFault.WrongType;
        }

        output.Advance(length);
        ProtoWriter.EndMessage(output, start);
        return OtlpFault.None;
    }

    private static bool TryDecodeHex(Span<byte> text, ref int length)
    {
        int digits = length;
        length /= 2;
        for (int i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit((char)text[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < length; i++)
        {
            text[i] = (byte)((HexValue(text[2 * i]) << 4) | HexValue(text[(2 * i) + 1]));
        }

        return digits % 2 == 0;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    // The JSON mapping takes the URL-safe alphabet and missing padding as well (protocol buffers, ProtoJSON).
    private static bool TryDecodeBase64(Span<byte> text, ref int length)
    {
        Span<byte> encoded = text[..length].TrimEnd((byte)'=');
        encoded.Replace((byte)'+', (byte)'-');
        encoded.Replace((byte)'/', (byte)'_');
        if (!Base64Url.IsValid(encoded))
        {
            return false;
        }

        length = Base64Url.DecodeFromUtf8InPlace(encoded);
        return true;
    }
}
