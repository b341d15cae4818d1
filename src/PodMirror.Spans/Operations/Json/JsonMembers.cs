using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Walks the members of a JSON object, or the elements of an array, in place, without a look into what is nested. Lenient: it finds the parts
/// of good JSON, and of bad or cut JSON what a reader would have found before it gave up. Nothing throws, and each byte is passed once.
/// </summary>
internal ref struct JsonMembers
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private static readonly SearchValues<byte> ScalarEnd = SearchValues.Create(",}] \t\r\n"u8);

    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first member. Bytes that are neither object nor array have none.</summary>
    internal JsonMembers(ReadOnlySpan<byte> json)
    {
        _rest = WithoutBlanks(json);
        IsObject = !_rest.IsEmpty && _rest[0] == '{';
        IsArray = !_rest.IsEmpty && _rest[0] == '[';
        _rest = IsObject || IsArray ? _rest[1..] : default;
        Name = default;
        Value = default;
    }

    internal bool IsObject { get; }

    internal bool IsArray { get; }

    /// <summary>The member's name as it stands between its quotes; empty in an array.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value as it stands: with quotes, or brackets and what is between.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool MoveNext()
    {
        _rest = WithoutBlanks(_rest);
        if (!_rest.IsEmpty && _rest[0] == ',')
        {
            _rest = WithoutBlanks(_rest[1..]);
        }

        if (_rest.IsEmpty || _rest[0] is (byte)'}' or (byte)']')
        {
            return false;
        }

        if (IsObject && !TryTakeName())
        {
            _rest = default;
            return false;
        }

        int length = ValueLength(_rest);
        Value = _rest[..length];
        _rest = _rest[length..];
        return length > 0;
    }

    /// <summary>What follows the white space.</summary>
    internal static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> text)
    {
        int first = text.IndexOfAnyExcept(" \t\r\n"u8);
        return first < 0 ? default : text[first..];
    }

    private static int ValueLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        switch (text[0])
        {
            case (byte)'"':
                return StringLength(text);
            case (byte)'{' or (byte)'[':
                return NestedLength(text);
            default:
                int end = text.IndexOfAny(ScalarEnd);
                return end < 0 ? text.Length : end;
        }
    }

    private static int NestedLength(ReadOnlySpan<byte> text)
    {
        int depth = 0;
        int at = 0;
        while (text[at..].IndexOfAny(Structure) is >= 0 and var found)
        {
            at += found;
            switch (text[at])
            {
                case (byte)'"':
                    at += StringLength(text[at..]);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            at++;
            if (depth == 0)
            {
                return at;
            }
        }

        return text.Length;
    }

    // With both quotes; all that is there when the second is not.
    private static int StringLength(ReadOnlySpan<byte> text)
    {
        int at = 1;
        while (text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var found)
        {
            at += found;
            if (text[at] == '"')
            {
                return at + 1;
            }

            at = Math.Min(at + 2, text.Length);
        }

        return text.Length;
    }

    private bool TryTakeName()
    {
        if (_rest[0] != '"')
        {
            return false;
        }

        int length = StringLength(_rest);
        Name = JsonText.Between(_rest[..length]);
        _rest = WithoutBlanks(_rest[length..]);
        if (_rest.IsEmpty || _rest[0] != ':')
        {
            return false;
        }

        _rest = WithoutBlanks(_rest[1..]);
        return true;
    }
}
