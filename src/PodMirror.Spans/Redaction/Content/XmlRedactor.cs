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
    private readonly XmlNaming _naming = new(values);
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
        _naming.Read(XmlElement.LocalName(name), tag[nameEnd..]);
        if (!tag.EndsWith("/>"u8))
        {
            _element.Open(name, _naming);
        }

        output.Append(tag[..nameEnd]);
        WriteAttributes(tag[nameEnd..], XmlElement.LocalName(name), output);
    }

    private void WriteAttributes(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> element, ByteBuffer output)
    {
        var attributes = new XmlAttributes(tag);
        int written = 0;
        while (attributes.MoveNext())
        {
            ReadOnlySpan<byte> name = XmlElement.LocalName(attributes.Name);
            output.Append(tag[written..attributes.ValueStart]);
            written = attributes.ValueStart + attributes.Value.Length;
            NameRule rule = values.OfKey(name).Rule;
            if (!XmlNaming.IsValue(name))
            {
                WriteValue(rule, name, attributes.Value, hasReferences: true, output);
                Report(name, isAttribute: true);
                continue;
            }

            WriteValue(rule == default ? _naming.Rule : rule, _naming.Context, attributes.Value, hasReferences: true, output);
            Report(element, isAttribute: true);
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
            Hide(_element.HiddenMode, _element.Context, trimmed, hasReferences, output);
        }
        else
        {
            WriteShown(_element.IsAllowed, _element.Context, trimmed, hasReferences, output);
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

    private void WriteValue(NameRule rule, ReadOnlySpan<byte> context, ReadOnlySpan<byte> raw, bool hasReferences, ByteBuffer output)
    {
        if (rule.IsSecretIn(NamePlaces.Body))
        {
            Hide(rule.Mode, context, raw, hasReferences, output);
        }
        else
        {
            WriteShown(rule.IsAllowedIn(NamePlaces.Body), context, raw, hasReferences, output);
        }
    }

    private void Hide(RedactionMode mode, ReadOnlySpan<byte> context, ReadOnlySpan<byte> raw, bool hasReferences, ByteBuffer output) =>
        values.HideSecret(values.Rules!.TypesOnly ? RedactionMode.Types : mode, context, Plain(raw, hasReferences), output);

    private void WriteShown(bool isAllowed, ReadOnlySpan<byte> context, ReadOnlySpan<byte> raw, bool hasReferences, ByteBuffer output)
    {
        ReadOnlySpan<byte> plain = Plain(raw, hasReferences);
        _changed.Clear();
        if (values.Rules!.TypesOnly && !raw.IsEmpty)
        {
            values.Detect(context, plain);
            output.Append("string"u8);
        }
        else if (isAllowed || !strings.TryWrite(plain, context, NamePlaces.Body, _changed))
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
