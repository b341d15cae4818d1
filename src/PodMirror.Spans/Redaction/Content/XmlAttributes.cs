using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Goes over the attributes of a tag of XML or HTML, whose values may lack their quotes or be missing.</summary>
/// <param name="tag">What is between the element's name and the closing bracket.</param>
internal ref struct XmlAttributes(ReadOnlySpan<byte> tag)
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n=/>"u8);
    private static readonly SearchValues<byte> BareEnds = SearchValues.Create(" \t\r\n>"u8);

    private readonly ReadOnlySpan<byte> _tag = tag;
    private int _at;

    /// <summary>The attribute's name.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Offset of its value in the tag.</summary>
    internal int ValueStart { get; private set; }

    /// <summary>Its value as it stands; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next attribute.</summary>
    internal bool MoveNext()
    {
        Skip(" \t\r\n/=>\"'"u8);
        if (_at >= _tag.Length)
        {
            return false;
        }

        int start = _at;
        Find(NameEnds);
        Name = _tag[start.._at];
        int afterName = _at;
        Skip(" \t\r\n"u8);
        if (_at >= _tag.Length || _tag[_at] != '=')
        {
            _at = afterName;
            Value = default;
            ValueStart = afterName;
            return true;
        }

        _at++;
        Skip(" \t\r\n"u8);
        byte quote = _at < _tag.Length ? _tag[_at] : (byte)0;
        bool isQuoted = quote is (byte)'"' or (byte)'\'';
        ValueStart = _at + (isQuoted ? 1 : 0);
        _at = ValueStart;
        if (isQuoted)
        {
            int end = _tag[_at..].IndexOf(quote);
            _at = end < 0 ? _tag.Length : _at + end;
            Value = _tag[ValueStart.._at];
            _at = Math.Min(_at + 1, _tag.Length);
            return true;
        }

        Find(BareEnds);
        Value = _tag[ValueStart.._at];
        return true;
    }

    private void Skip(ReadOnlySpan<byte> bytes) => _at = _tag[_at..].IndexOfAnyExcept(bytes) is >= 0 and var next ? _at + next : _tag.Length;

    private void Find(SearchValues<byte> ends) => _at = _tag[_at..].IndexOfAny(ends) is >= 0 and var next ? _at + next : _tag.Length;
}
