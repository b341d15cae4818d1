using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Writes values that no descriptor describes, by what their bytes look like. A length-delimited value is text when it is printable UTF-8 that
/// does not begin as a message of few fields does, else a message when it can be cut into fields without a rest, else bytes.
/// </summary>
internal sealed class WireJson(JsonSink sink, ProtobufJson messages)
{
    // A floating-point number that anybody measures or counts lies between; integers read as one lie outside nearly always.
    private const double LeastLikely = 1e-9;
    private const double MostLikely = 1e15;

    // A nested message begins with a tag, and the tags of the fields 1 to 3 are control characters, line ends and tabs among them.
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private static readonly SearchValues<byte> Unprintable = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>Whether the bytes can be cut into fields without a rest; what is in the fields is not looked at.</summary>
    internal static bool IsMessage(ReadOnlySpan<byte> bytes, int start, int length, bool isCut)
    {
        var fields = new ProtobufFields(bytes, start, start + length, isCut);
        while (fields.MoveNext(out _))
        {
        }

        return fields.Ended != ProtobufEnd.Invalid;
    }

    internal void WriteValue(ReadOnlySpan<byte> bytes, in ProtobufField field, int depth)
    {
        switch (field.Wire)
        {
            case WireType.Varint:
                sink.NumberOrText((long)field.Bits);
                break;
            case WireType.Fixed64:
                WriteFixed(BitConverter.UInt64BitsToDouble(field.Bits), (long)field.Bits);
                break;
            case WireType.Fixed32:
                WriteFixed(BitConverter.UInt32BitsToSingle((uint)field.Bits), (int)field.Bits);
                break;
            case ProtobufField.Group:
                messages.WriteMessage(bytes, field, type: null, depth - 1);
                break;
            default:
                WriteDelimited(bytes, field, depth);
                break;
        }
    }

    private void WriteDelimited(ReadOnlySpan<byte> bytes, in ProtobufField field, int depth)
    {
        ReadOnlySpan<byte> value = bytes.Slice(field.Start, field.Length);
        ReadOnlySpan<byte> text = value;
        bool isText = Utf8Text.TryText(ref text, field.IsCut) && !text.ContainsAny(Unprintable);

        // By chance lines of letters can be cut into fields, too: a private key, whose pieces nobody would know for what they are.
        bool beginsAsText = text.IsEmpty || text[0] >= ' ';
        if (isText && (beginsAsText || !text.ContainsAny(Controls)))
        {
            sink.Text(text);
        }
        else if (IsMessage(bytes, field.Start, field.Length, field.IsCut))
        {
            messages.WriteMessage(bytes, field, type: null, depth - 1);
        }
        else if (isText)
        {
            sink.Text(text);
        }
        else
        {
            sink.Bytes(value);
        }

        if (field.IsCut)
        {
            sink.MarkCut();
        }
    }

    private void WriteFixed(double number, long bits)
    {
        if (number == 0 || (Math.Abs(number) is >= LeastLikely and <= MostLikely))
        {
            // Through Single where it was one, so that 0.1 does not become 0.10000000149011612.
            if ((float)number == number)
            {
                sink.Single((float)number);
            }
            else
            {
                sink.Double(number);
            }
        }
        else
        {
            sink.NumberOrText(bits);
        }
    }
}
