using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Cuts a GraphQL document into tokens in place (GraphQL specification, section 2.1): white space, commas and comments are passed over, texts
/// are taken as a whole. Each byte is passed once; nothing throws.
/// </summary>
internal ref struct GraphQLTokens(ReadOnlySpan<byte> document)
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Ignored =
        SearchValues.Create([(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', (byte)',', 0xEF, 0xBB, 0xBF]);

    private ReadOnlySpan<byte> _rest = document;

    /// <summary>What was found.</summary>
    internal GraphQLToken Kind { get; private set; }

    /// <summary>Its bytes; three dots are one.</summary>
    internal ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>Whether a byte was met that no document has outside texts and comments.</summary>
    internal bool IsInvalid { get; private set; }

    /// <summary>Whether the text is a name (section 2.1.9).</summary>
    internal static bool IsName(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && !char.IsAsciiDigit((char)text[0]) && !text.ContainsAnyExcept(NameBytes);

    internal bool IsMark(byte mark) => Kind == GraphQLToken.Mark && Text[0] == mark;

    internal bool MoveNext()
    {
        SkipIgnored();
        if (_rest.IsEmpty)
        {
            Kind = GraphQLToken.End;
            Text = default;
            return false;
        }

        byte first = _rest[0];
        int length;
        if (first == '"')
        {
            Kind = GraphQLToken.Value;
            length = TextLength();
        }
        else if (NameBytes.Contains(first) || first == '-')
        {
            Kind = char.IsAsciiDigit((char)first) || first == '-' ? GraphQLToken.Value : GraphQLToken.Name;
            int end = _rest[1..].IndexOfAnyExcept(NameBytes);
            length = end < 0 ? _rest.Length : end + 1;
        }
        else
        {
            Kind = GraphQLToken.Mark;
            length = _rest.StartsWith("..."u8) ? 3 : 1;
            IsInvalid |= !"!$&():=@[]{|}."u8.Contains(first);
        }

        Text = _rest[..length];
        _rest = _rest[length..];
        return !IsInvalid;
    }

    private void SkipIgnored()
    {
        while (true)
        {
            int first = _rest.IndexOfAnyExcept(Ignored);
            _rest = first < 0 ? default : _rest[first..];
            if (_rest.IsEmpty || _rest[0] != '#')
            {
                return;
            }

            int end = _rest.IndexOfAny((byte)'\r', (byte)'\n');
            _rest = end < 0 ? default : _rest[end..];
        }
    }

    // A text on one line, or between three quotes each; to the end when nothing ends it.
    private readonly int TextLength()
    {
        if (_rest.StartsWith("\"\"\""u8))
        {
            int at = 3;
            while (_rest[at..].IndexOf("\"\"\""u8) is >= 0 and var found)
            {
                at += found + 3;
                if (_rest[at - 4] != '\\')
                {
                    return at;
                }
            }

            return _rest.Length;
        }

        for (int at = 1; at < _rest.Length; at++)
        {
            int found = _rest[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            at = found < 0 ? _rest.Length : at + found;
            if (at < _rest.Length && _rest[at] != '\\')
            {
                return at + 1;
            }

            at++;
        }

        return _rest.Length;
    }
}
