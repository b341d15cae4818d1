namespace PodMirror.Spans;

/// <summary>
/// Writes what may leave of a decoded content, by its form: that which its type tells, and that which it has. Linear in its length, whatever
/// the bytes are; in doubt it hides more. Holds scratch memory: one for each thread.
/// </summary>
internal sealed class ContentRedactor
{
    private readonly RedactionParts _parts;
    private readonly EventStreamRedactor _events;
    private readonly MultipartRedactor _multipart;
    private readonly EventStreamRedactor.DataWriter _writeData;
    private readonly ByteBuffer _utf8 = new(2 * BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _shown = new(16 * BodyDecoder.MaxLayerBytes);

    /// <param name="redactor">Has the rules, and is told what was found.</param>
    internal ContentRedactor(Redactor redactor)
    {
        _parts = redactor.Parts;
        _events = new EventStreamRedactor(_parts.Values, _parts.Texts);
        _multipart = new MultipartRedactor(_parts.Values, _parts.Strings);
        _writeData = TryWriteData;
    }

    /// <summary>What may leave of a content: the bytes where they lie when that is all of them.</summary>
    /// <param name="form">Its form.</param>
    /// <param name="content">The content, its codings removed.</param>
    /// <param name="isCut">Whether it goes on beyond these bytes.</param>
    /// <returns>Valid until the next call.</returns>
    internal ReadOnlySpan<byte> Redact(ContentForm form, ReadOnlySpan<byte> content, bool isCut)
    {
        if (_parts.Values.Rules is null || content.IsEmpty)
        {
            return content;
        }

        _shown.Clear();
        if (Utf16Text.TryDecode(content, _utf8))
        {
            content = _utf8.Written;
        }

        ContentForm actual = ContentSniffer.Of(form, content);
        bool isJson = actual is ContentForm.Json or ContentForm.Grpc;
        int tail = isCut && !isJson ? CutTail.Length(content) : 0;
        bool isWhole = Write(actual, content[..^tail], isCut) && tail == 0;
        if (isWhole)
        {
            return content;
        }

        _shown.Append(tail > 0 ? Redactor.Placeholder : default);
        return _shown.Written;
    }

    // True when the content is to be shown as it stands and nothing was written.
    private bool Write(ContentForm form, ReadOnlySpan<byte> content, bool isCut)
    {
        ValueRedactor values = _parts.Values;
        switch (form)
        {
            case ContentForm.Json or ContentForm.Grpc:
                NamePlaces names = form == ContentForm.Grpc ? NamePlaces.Body | NamePlaces.Grpc : NamePlaces.Body;
                _parts.Json.IsCut = isCut;
                return !_parts.Json.TryWrite(content, names, reports: true, _shown);
            case ContentForm.Form:
                _parts.Queries.WriteQuery(content, NamePlaces.Form, new Place(PlaceKind.Body), _shown);
                return false;
            case ContentForm.Xml:
                _parts.Xml.Write(content, _shown);
                return false;
            case ContentForm.GraphQL:
                return !_parts.GraphQL.TryWrite(content, reports: true, _shown) && Append(content);
            case ContentForm.Multipart:
                _multipart.Write(content, _shown);
                return false;
            case ContentForm.EventStream:
                _events.Write(content, _writeData, _shown);
                return false;
            default:
                bool isShown = TryWriteText(content);
                values.Report(PlaceKind.Body, default);
                return !isShown && Append(content);
        }
    }

    private bool TryWriteText(ReadOnlySpan<byte> text)
    {
        if (_parts.Values.Rules!.TypesOnly)
        {
            _parts.Values.Detect(default, text);
            _shown.Append("string"u8);
            return true;
        }

        return _parts.Texts.TryWrite(text, default, NamePlaces.Body, _shown);
    }

    private bool Append(ReadOnlySpan<byte> content)
    {
        _shown.Append(content);
        return true;
    }

    private bool TryWriteData(ReadOnlySpan<byte> data, ByteBuffer output)
    {
        if (ContentSniffer.Of(ContentForm.Text, data) == ContentForm.Json)
        {
            _parts.Json.IsCut = false;
            return _parts.Json.TryWrite(data, NamePlaces.Body, reports: true, output);
        }

        if (ContentSniffer.Of(ContentForm.Text, data) == ContentForm.Xml)
        {
            _parts.Xml.Write(data, output);
            return true;
        }

        bool isChanged = _parts.Texts.TryWrite(data, default, NamePlaces.Body, output);
        _parts.Values.Report(PlaceKind.Body, default);
        return isChanged;
    }
}
