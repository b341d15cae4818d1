using System.Buffers.Text;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>Reads the numbers of OTLP/JSON: each may be a JSON number or a string that holds one.</summary>
internal static class OtlpJsonNumbers
{
    // The longest number that is of use: a double of 17 digits with sign, point and exponent.
    private const int MaxTextBytes = 32;

    internal static OtlpFault ReadInteger(ref Utf8JsonReader reader, OtlpField field, ByteBuffer output)
    {
        Span<byte> room = stackalloc byte[MaxTextBytes];
        if (!TryText(ref reader, room, out int length) || !TryInteger(room[..length], field.Type, out ulong value))
        {
            return OtlpFault.WrongType;
        }

        switch (field.WireType)
        {
            case WireType.Fixed64:
                ProtoWriter.WriteFixed64Field(output, field.Number, value);
                break;
            case WireType.Fixed32:
                ProtoWriter.WriteFixed32Field(output, field.Number, (uint)value);
                break;
            default:
                ProtoWriter.WriteVarintField(output, field.Number, value);
                break;
        }

        return OtlpFault.None;
    }

    internal static OtlpFault ReadDouble(ref Utf8JsonReader reader, OtlpField field, ByteBuffer output)
    {
        Span<byte> room = stackalloc byte[MaxTextBytes];
        if (!TryText(ref reader, room, out int length) || !TryDouble(room[..length], out double value))
        {
            return OtlpFault.WrongType;
        }

        ProtoWriter.WriteFixed64Field(output, field.Number, BitConverter.DoubleToUInt64Bits(value));
        return OtlpFault.None;
    }

    private static bool TryText(ref Utf8JsonReader reader, scoped Span<byte> room, out int length)
    {
        length = 0;
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String) || reader.ValueSpan.Length > room.Length)
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            length = reader.CopyString(room);
        }
        else
        {
            reader.ValueSpan.CopyTo(room);
            length = reader.ValueSpan.Length;
        }

        return true;
    }

    private static bool TryInteger(ReadOnlySpan<byte> text, OtlpFieldType type, out ulong value)
    {
        value = 0;
        if (type is OtlpFieldType.Int64 or OtlpFieldType.SFixed64 or OtlpFieldType.Int32 or OtlpFieldType.Enum)
        {
            bool isWhole = Utf8Parser.TryParse(text, out long signed, out int consumed) && consumed == text.Length;
            value = (ulong)signed;
            return isWhole && (type is OtlpFieldType.Int64 or OtlpFieldType.SFixed64 || signed is >= int.MinValue and <= int.MaxValue);
        }

        return Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && (type == OtlpFieldType.Fixed64 || value <= uint.MaxValue);
    }

    private static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        if (text.SequenceEqual("NaN"u8))
        {
            value = double.NaN;
            return true;
        }

        if (text.TrimStart((byte)'-').SequenceEqual("Infinity"u8))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length && double.IsFinite(value);
    }
}
