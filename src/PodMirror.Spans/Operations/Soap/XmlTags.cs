namespace PodMirror.Spans;

/// <summary>
/// Walks the tags of an XML text in place; comments, instructions, CDATA and the document type are passed over, and no entity is ever looked
/// up. Each byte is passed once; nothing throws.
/// </summary>
internal ref struct XmlTags(ReadOnlySpan<byte> xml)
{
    private ReadOnlySpan<byte> _rest = xml;

    /// <summary>The name as it stands, prefix included.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Everything between the name and the tag's end.</summary>
    internal ReadOnlySpan<byte> Attributes { get; private set; }

    /// <summary>Whether it ends an element.</summary>
    internal bool IsEnd { get; private set; }

    /// <summary>Whether it begins and ends one.</summary>
    internal bool IsEmpty { get; private set; }

    /// <summary>The name without its prefix.</summary>
    internal readonly ReadOnlySpan<byte> LocalName => Name[(Name.IndexOf((byte)':') + 1)..];

    /// <summary>The text from here to the next tag.</summary>
    internal readonly ReadOnlySpan<byte> Text
    {
        get
        {
            int end = _rest.IndexOf((byte)'<');
            return end < 0 ? _rest : _rest[..end];
        }
    }

    internal bool MoveNext()
    {
        while (_rest.IndexOf((byte)'<') is >= 0 and var start)
        {
            _rest = _rest[(start + 1)..];
            if (_rest.IsEmpty)
            {
                return false;
            }

            if (_rest[0] == '!')
            {
                SkipDeclaration();
            }
            else if (_rest[0] == '?')
            {
                SkipPast("?>"u8);
            }
            else
            {
                return TryReadTag();
            }
        }

        return false;
    }

    private bool TryReadTag()
    {
        int end = TagLength(_rest);
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> tag = _rest[..end];
        _rest = _rest[(end + 1)..];
        IsEnd = !tag.IsEmpty && tag[0] == '/';
        tag = IsEnd ? tag[1..] : tag;
        IsEmpty = !tag.IsEmpty && tag[^1] == '/';
        tag = IsEmpty ? tag[..^1] : tag;
        int nameEnd = tag.IndexOfAny(" \t\r\n"u8);
        Name = nameEnd < 0 ? tag : tag[..nameEnd];
        Attributes = tag[Name.Length..];
        return true;
    }

    // Where the tag's > is: not the one in the value of an attribute.
    private static int TagLength(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (text[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'') is >= 0 and var found)
        {
            at += found;
            if (text[at] == '>')
            {
                return at;
            }

            int close = text[(at + 1)..].IndexOf(text[at]);
            if (close < 0)
            {
                return -1;
            }

            at += close + 2;
        }

        return -1;
    }

    private void SkipDeclaration()
    {
        if (_rest.StartsWith("!--"u8))
        {
            SkipPast("-->"u8);
        }
        else if (_rest.StartsWith("![CDATA["u8))
        {
            SkipPast("]]>"u8);
        }
        else
        {
            // A document type, which SOAP forbids (SOAP 1.2 part 1, section 5); its inside, when it has one, ends with ]>.
            int inside = _rest.IndexOfAny((byte)'[', (byte)'>');
            SkipPast(inside >= 0 && _rest[inside] == '[' ? "]>"u8 : ">"u8);
        }
    }

    private void SkipPast(ReadOnlySpan<byte> end)
    {
        int at = _rest.IndexOf(end);
        _rest = at < 0 ? default : _rest[(at + end.Length)..];
    }
}
