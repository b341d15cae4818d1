using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace PodMirror.Spans;

/// <summary>
/// Writes JSON of bounded length that is always whole: past the bound members and elements are left out, texts are cut, and what is open
/// is closed all the same. Commas are found by the byte before, so that writers need not count.
/// </summary>
/// <param name="maxBytes">Where it stops to take more; what is under way ends a little later.</param>
internal sealed class JsonSink(int maxBytes)
{
    // Keys and what closes a hundred levels come on top of the bound.
    private const int SlackBytes = 1024 * 1024;
    private const double MaxExactInteger = 9_007_199_254_740_992;

    // "-Infinity" and 17 digits with sign, point and exponent are shorter.
    private const int MaxNumberBytes = 40;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
         (byte)'"', (byte)'\\']);

    private readonly ByteBuffer _text = new(maxBytes + SlackBytes);
    private readonly ByteBuffer _latin = new(2 * BodyDecoder.MaxLayerBytes);

    /// <summary>What was written.</summary>
    internal ReadOnlySpan<byte> Written => _text.Written;

    /// <summary>Whether something was left out or cut.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Whether even the room above the bound was used up, by names without measure: the text is of no use.</summary>
    internal bool HasOverflowed => _text.HasOverflowed;

    internal void Clear()
    {
        _text.Clear();
        IsCut = false;
    }

    /// <summary>Whether there is room for one more member or element; where there is none, it counts as left out.</summary>
    internal bool HasRoom()
    {
        bool hasRoom = _text.Length < maxBytes;
        IsCut |= !hasRoom;
        return hasRoom;
    }

    /// <summary>Says that something is missing in what was written.</summary>
    internal void MarkCut() => IsCut = true;

    internal void OpenObject() => Open((byte)'{');

    internal void CloseObject() => _text.Append((byte)'}');

    internal void OpenArray() => Open((byte)'[');

    internal void CloseArray() => _text.Append((byte)']');

    /// <summary>Writes a key that is encoded already, with its quotes and its colon.</summary>
    internal void Key(ReadOnlySpan<byte> encoded) => Literal(encoded);

    /// <summary>Writes a field's number as a key.</summary>
    internal void Key(int number)
    {
        Separate();
        _text.Append((byte)'"');
        AppendNumber(number);
        _text.Append("\":"u8);
    }

    /// <summary>Writes a text as a key.</summary>
    internal void TextKey(ReadOnlySpan<byte> text)
    {
        Text(text);
        _text.Append((byte)':');
    }

    /// <summary>Writes what is JSON already: null, true, a number.</summary>
    internal void Literal(ReadOnlySpan<byte> json)
    {
        Separate();
        _text.Append(json);
    }

    internal void Number(long value)
    {
        Separate();
        AppendNumber(value);
    }

    /// <summary>Writes a whole number as text, as 64 bits do not fit the numbers of JavaScript.</summary>
    internal void QuotedNumber(long value)
    {
        Separate();
        _text.Append((byte)'"');
        AppendNumber(value);
        _text.Append((byte)'"');
    }

    /// <inheritdoc cref="QuotedNumber(long)"/>
    internal void QuotedNumber(ulong value)
    {
        Separate();
        _text.Append((byte)'"');
        Span<byte> room = stackalloc byte[MaxNumberBytes];
        value.TryFormat(room, out int length, default, null);
        _text.Append(room[..length]);
        _text.Append((byte)'"');
    }

    /// <summary>Writes a whole number, as text only where it is beyond what a double holds exactly.</summary>
    internal void NumberOrText(long value)
    {
        if (Math.Abs((double)value) <= MaxExactInteger)
        {
            Number(value);
        }
        else
        {
            QuotedNumber(value);
        }
    }

    internal void Double(double value)
    {
        if (!WriteNotFinite(value))
        {
            Span<byte> room = stackalloc byte[MaxNumberBytes];
            value.TryFormat(room, out int length, "R", System.Globalization.CultureInfo.InvariantCulture);
            Literal(room[..length]);
        }
    }

    internal void Single(float value)
    {
        if (!WriteNotFinite(value))
        {
            Span<byte> room = stackalloc byte[MaxNumberBytes];
            value.TryFormat(room, out int length, "R", System.Globalization.CultureInfo.InvariantCulture);
            Literal(room[..length]);
        }
    }

    /// <summary>Writes a text; one that is not UTF-8 is read as ISO 8859-1.</summary>
    internal void Text(ReadOnlySpan<byte> text)
    {
        int room = Math.Max(0, maxBytes - _text.Length);
        if (text.Length > room)
        {
            text = text[..room];
            IsCut = true;
            Utf8Text.TryText(ref text, isCut: true);
        }

        Separate();
        _text.Append((byte)'"');
        AppendEscaped(Utf8.IsValid(text) ? text : Utf8Text.Of(text, _latin));
        _text.Append((byte)'"');
    }

    /// <summary>Begins a text that comes in parts.</summary>
    internal void OpenText() => Open((byte)'"');

    /// <summary>Writes a part of a text; one that has no room is left out.</summary>
    internal void TextPart(ReadOnlySpan<byte> part)
    {
        if (HasRoom() && part.Length <= maxBytes - _text.Length)
        {
            AppendEscaped(Utf8.IsValid(part) ? part : Utf8Text.Of(part, _latin));
        }
        else
        {
            IsCut = true;
        }
    }

    internal void CloseText() => _text.Append((byte)'"');

    /// <summary>Writes bytes as base64.</summary>
    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        int room = Math.Max(0, maxBytes - _text.Length) / 4 * 3;
        if (bytes.Length > room)
        {
            bytes = bytes[..room];
            IsCut = true;
        }

        Separate();
        _text.Append((byte)'"');
        Base64.EncodeToUtf8(bytes, _text.AppendRoom(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out _);
        _text.Append((byte)'"');
    }

    private void Open(byte bracket)
    {
        Separate();
        _text.Append(bracket);
    }

    private void Separate()
    {
        if (_text.Length > 0 && _text.Written[^1] is not ((byte)'{' or (byte)'[' or (byte)':'))
        {
            _text.Append((byte)',');
        }
    }

    // Names in quotes, as the JSON mapping of protobuf has them.
    private bool WriteNotFinite(double value)
    {
        if (double.IsFinite(value))
        {
            return false;
        }

        Literal(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
        return true;
    }

    private void AppendNumber(long value)
    {
        Span<byte> room = stackalloc byte[MaxNumberBytes];
        value.TryFormat(room, out int length, default, null);
        _text.Append(room[..length]);
    }

    private void AppendEscaped(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            _text.Append(text[..at]);
            AppendEscape(text[at]);
            text = text[(at + 1)..];
        }

        _text.Append(text);
    }

    private void AppendEscape(byte b)
    {
        _text.Append((byte)'\\');
        switch (b)
        {
            case (byte)'"' or (byte)'\\':
                _text.Append(b);
                break;
            case (byte)'\n':
                _text.Append((byte)'n');
                break;
            case (byte)'\r':
                _text.Append((byte)'r');
                break;
            case (byte)'\t':
                _text.Append((byte)'t');
                break;
            default:
                _text.Append("u00"u8);
                _text.Append((byte)(b < 0x10 ? '0' : '1'));
                _text.Append("0123456789abcdef"u8[b & 15]);
                break;
        }
    }
}
