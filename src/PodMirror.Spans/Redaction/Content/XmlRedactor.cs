using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Redacts XML and HTML, whole, cut or broken, in one pass: values of attributes and texts of elements that are secret by name, and what
/// looks sensitive anywhere. Declarations, comments and scripts are text.
/// </summary>
/// <param name="values">Decides about each value.</param>
/// <param name="texts">Takes declarations and comments apart.</param>
/// <param name="strings">Looks into texts and values.</param>
internal sealed class XmlRedactor(ValueRedactor values, TextRedactor texts, StringRedactor strings)
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    private readonly XmlElement _element = new();
    private readonly ByteBuffer _plain = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _changed = new(10 * BodyDecoder.MaxLayerBytes);

    /// <summary>Writes a document with its secrets replaced.</summary>
    internal void Write(ReadOnlySpan<byte> xml, ByteBuffer output)
    {
        _element.Clear();
        while (!xml.IsEmpty)
        {
            int tag = xml.IndexOf((byte)'<');
            ReadOnlySpan<byte> text = tag < 0 ? xml : xml[..tag];
            WriteText(text, hasReferences: true, output);
            xml = xml[text.Length..];
            if (!xml.IsEmpty)
            {
                xml = xml[WriteMarkup(xml, output)..];
            }
        }
    }

    private int WriteMarkup(ReadOnlySpan<byte> xml, ByteBuffer output)
    {
        if (xml.StartsWith("<![CDATA["u8))
        {
            int end = xml.IndexOf("]]>"u8);
            int next = end < 0 ? xml.Length : end + 3;
            end = end < 0 ? xml.Length : end;
            output.Append(xml[..9]);
            WriteText(xml[9..end], hasReferences: false, output);
            output.Append(xml[end..next]);
            return next;
        }

        if (xml.StartsWith("<!"u8) || xml.StartsWith("<?"u8))
        {
            ReadOnlySpan<byte> closing = xml.StartsWith("<!--"u8) ? "-->"u8 : ">"u8;
            int end = xml.IndexOf(closing);
            end = end < 0 ? xml.Length : end;
            WriteOther(xml[..end], output);
            return end;
        }

        int close = EndOfTag(xml);
        WriteTag(xml[..close], output);
        return close;
    }

    // A bracket within quotes does not end a tag.
    private static int EndOfTag(ReadOnlySpan<byte> xml)
    {
        int at = 1;
        while (at < xml.Length && xml[at..].IndexOfAny("\"'<>"u8) is >= 0 and var next)
        {
            at += next;
            if (xml[at] is (byte)'<' or (byte)'>')
            {
                return at + (xml[at] == '>' ? 1 : 0);
            }

            // A lone apostrophe in broken markup must not make a tag of all that follows.
            int close = xml[(at + 1)..].IndexOf(xml[at]);
            if (close < 0)
            {
                return xml.Length;
            }

            at += close + 2;
        }

        return xml.Length;
    }

    private void WriteTag(ReadOnlySpan<byte> tag, ByteBuffer output)
    {
        if (tag.StartsWith("</"u8))
        {
            _element.Close(tag[2..].TrimEnd("> \t\r\n"u8));
            WriteOther(tag, output);
            return;
        }

        int nameEnd = tag[1..].IndexOfAny(NameEnds) is >= 0 and var end ? end + 1 : tag.Length;
        ReadOnlySpan<byte> name = tag[1..nameEnd];
        bool isSecret = IsSecret(XmlElement.LocalName(name), out RedactionMode mode);
        KeyVerdict named = NamedBy(tag[nameEnd..], out int naming);
        bool isNamed = named.Rule.IsSecretIn(NamePlaces.Body);
        if (!tag.EndsWith("/>"u8))
        {
            _element.Open(name, isSecret || isNamed, isNamed ? named.Rule.Mode : mode);
        }

        output.Append(tag[..nameEnd]);
        WriteAttributes(tag[nameEnd..], XmlElement.LocalName(name), isSecret || isNamed, isNamed ? naming : -1, output);
    }

    private bool IsSecret(ReadOnlySpan<byte> name, out RedactionMode mode)
    {
        NameRule rule = values.OfKey(name).Rule;
        mode = rule.Mode;
        return rule.IsSecretIn(NamePlaces.Body);
    }

    // <input name="password" value="x">, <add key="password" value="x"/>, <property name="password">x</property>.
    // Where the name stands is told, as that value alone is shown: a tag may have the attribute twice.
    private KeyVerdict NamedBy(ReadOnlySpan<byte> tag, out int naming)
    {
        var attributes = new XmlAttributes(tag);
        while (attributes.MoveNext())
        {
            ReadOnlySpan<byte> name = attributes.Name;
            bool isNaming = name.SequenceEqual("name"u8) || name.SequenceEqual("key"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("type"u8);
            KeyVerdict verdict = isNaming ? values.OfKey(attributes.Value) : default;
            if (verdict.Rule.Secret != NamePlaces.None)
            {
                naming = attributes.ValueStart;
                return verdict;
            }
        }

        naming = -1;
        return default;
    }

    private void WriteAttributes(
        ReadOnlySpan<byte> tag, ReadOnlySpan<byte> element, bool isElementSecret, int naming, ByteBuffer output)
    {
        var attributes = new XmlAttributes(tag);
        int written = 0;
        while (attributes.MoveNext())
        {
            ReadOnlySpan<byte> name = XmlElement.LocalName(attributes.Name);
            ReadOnlySpan<byte> value = attributes.Value;
            bool isSecret = IsSecret(name, out RedactionMode mode);
            bool isValue = name.SequenceEqual("value"u8) || name.SequenceEqual("content"u8) || name.SequenceEqual("data"u8);
            output.Append(tag[written..attributes.ValueStart]);
            written = attributes.ValueStart + value.Length;
            if (isSecret || (isElementSecret && isValue))
            {
                Hide(mode, name, value, hasReferences: true, output);
            }
            else if (attributes.ValueStart == naming)
            {
                output.Append(value);
            }
            else
            {
                WriteShown(name, value, hasReferences: true, output);
            }

            Report(isValue ? element : name, isAttribute: true);
        }

        output.Append(tag[written..]);
    }

    private void WriteText(ReadOnlySpan<byte> text, bool hasReferences, ByteBuffer output)
    {
        ReadOnlySpan<byte> trimmed = text.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty)
        {
            output.Append(text);
            return;
        }

        int start = text.IndexOfAnyExcept(" \t\r\n"u8);
        output.Append(text[..start]);
        if (_element.IsHidden)
        {
            Hide(_element.HiddenMode, _element.Name, trimmed, hasReferences, output);
        }
        else
        {
            WriteShown(_element.Name, trimmed, hasReferences, output);
        }

        output.Append(text[(start + trimmed.Length)..]);
        Report(_element.Name, isAttribute: false);
    }

    private ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> raw, bool hasReferences)
    {
        if (!hasReferences || !raw.Contains((byte)'&'))
        {
            return raw;
        }

        _plain.Clear();
        XmlText.Decode(raw, _plain);
        return _plain.Written;
    }

    private void Hide(RedactionMode mode, ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw, bool hasReferences, ByteBuffer output) =>
        values.HideSecret(values.Rules!.TypesOnly ? RedactionMode.Types : mode, name, Plain(raw, hasReferences), output);

    private void WriteShown(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw, bool hasReferences, ByteBuffer output)
    {
        ReadOnlySpan<byte> plain = Plain(raw, hasReferences);
        _changed.Clear();
        if (values.Rules!.TypesOnly && !raw.IsEmpty)
        {
            values.Detect(name, plain);
            output.Append("string"u8);
        }
        else if (values.OfKey(name).Rule.IsAllowedIn(NamePlaces.Body) || !strings.TryWrite(plain, name, NamePlaces.Body, _changed))
        {
            output.Append(raw);
        }
        else if (plain.Length == raw.Length)
        {
            output.Append(_changed.Written);
        }
        else
        {
            XmlText.Encode(_changed.Written, output);
        }
    }

    private void WriteOther(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (!texts.TryWrite(text, default, NamePlaces.Body, output))
        {
            output.Append(text);
        }

        Report("*"u8, isAttribute: false);
    }

    // XPath's short forms: //password, //@password.
    private void Report(ReadOnlySpan<byte> name, bool isAttribute)
    {
        if (values.HasFound)
        {
            _changed.Clear();
            _changed.Append(isAttribute ? "//@"u8 : "//"u8);
            _changed.Append(name);
            values.Report(PlaceKind.Body, _changed.Written);
        }
    }
}
