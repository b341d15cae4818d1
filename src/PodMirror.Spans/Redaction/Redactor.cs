using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Writes what may leave of targets and field values: everything but secrets, which become <c>REDACTED</c>.
/// Works on raw bytes, allocates nothing in steady state and never throws, whatever the bytes are. See docs/redaction.md.
/// </summary>
/// <remarks>Holds scratch memory: one for each thread. In doubt it hides more, never less.</remarks>
public sealed class Redactor
{
    // More than the names of one Pod's calls, and 8 KiB altogether.
    private const int FieldsKept = 256;

    private readonly RedactionParts _parts;
    private readonly ValueRedactor _values;
    private readonly NameCache<FieldVerdict>? _fieldRules;
    private PlaceKind _section = PlaceKind.Header;

    // Unfolding never makes a value longer, and no value is longer than a record.
    private readonly ByteBuffer _unfolded = new(RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _decoded = new(RecordFormat.MaxRecordBytes);

    /// <summary>Makes a redactor.</summary>
    /// <param name="rules">What is secret; null hides nothing, for <c>--no-redact</c>.</param>
    public Redactor(RedactionRules? rules)
    {
        _parts = new RedactionParts(rules);
        _values = _parts.Values;
        _fieldRules = rules is null ? null : new NameCache<FieldVerdict>(FieldsKept, rules.OfField);
    }

    /// <summary>What stands in the place of a secret.</summary>
    public static ReadOnlySpan<byte> Placeholder => "REDACTED"u8;

    /// <summary>What takes each form apart, for <see cref="ContentRedactor"/>.</summary>
    internal RedactionParts Parts => _parts;

    /// <summary>What was found, and where.</summary>
    internal SensitiveFindings Findings => _values.Findings;

    /// <summary>Writes a request target of any form (RFC 9112 section 3.2): secret keys of path and query, and user information, hidden.</summary>
    public void WriteTarget(ReadOnlySpan<byte> target, ByteBuffer output)
    {
        if (_values.Rules is null)
        {
            output.Append(target);
        }
        else if (IsAuthorityForm(target))
        {
            WriteAuthority(target, output);
        }
        else
        {
            _parts.Urls.Write(target, new Place(PlaceKind.Path), new Place(PlaceKind.Query), output);
        }
    }

    /// <summary>Writes the path of a URL, without its query.</summary>
    public void WritePath(ReadOnlySpan<byte> path, ByteBuffer output)
    {
        if (_values.Rules is null)
        {
            output.Append(path);
        }
        else
        {
            _parts.Queries.WritePath(path, new Place(PlaceKind.Path), output);
        }
    }

    /// <summary>Writes a query without its question mark.</summary>
    public void WriteQuery(ReadOnlySpan<byte> query, ByteBuffer output)
    {
        if (_values.Rules is null)
        {
            output.Append(query);
        }
        else
        {
            _parts.Queries.WriteQuery(query, NamePlaces.Query, new Place(PlaceKind.Query), output);
        }
    }

    /// <summary>What may leave of a short text outside of fields, a method or a claimed address; valid until the scratch is used again.</summary>
    internal ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text, ByteBuffer scratch)
    {
        scratch.Clear();
        if (_values.Rules is null || !_parts.Strings.TryWrite(text, default, NamePlaces.Body, scratch))
        {
            return text;
        }

        _values.Report(PlaceKind.Header, default);
        return scratch.Written;
    }

    /// <summary>Writes an authority (host and port), user information hidden.</summary>
    public void WriteAuthority(ReadOnlySpan<byte> authority, ByteBuffer output)
    {
        if (_values.Rules is null)
        {
            output.Append(authority);
        }
        else
        {
            WriteAuthority(authority, new Place(PlaceKind.Authority), output);
        }
    }

    /// <summary>
    /// Writes the name of a field line. Of a line that has no colon, or a name that is no token, only the first word remains:
    /// the rest may be a value.
    /// </summary>
    public void WriteFieldName(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        if (_values.Rules is null || FieldLines.IsToken(name))
        {
            output.Append(name);
            return;
        }

        int word = 0;
        while (word < name.Length && FieldLines.IsToken(name.Slice(word, 1)))
        {
            word++;
        }

        output.Append(name[..word]);
        if (word > 0)
        {
            output.Append((byte)' ');
        }

        output.Append(Placeholder);
    }

    /// <summary>Writes the value of a field of a header or a trailer. A folded value comes out on one line (RFC 9112 section 5.2).</summary>
    /// <param name="name">The field's name, in any case.</param>
    /// <param name="value">The value as <see cref="FieldLine.Value"/> has it.</param>
    /// <param name="output">Where to.</param>
    public void WriteFieldValue(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        value = Unfold(value);
        if (_fieldRules is null || value.IsEmpty)
        {
            output.Append(value);
            return;
        }

        var place = new Place(_section, name);
        FieldVerdict verdict = _fieldRules.Of(name);
        switch (verdict.Rule)
        {
            case FieldRule.Benign:
                output.Append(value);
                break;
            case FieldRule.Credentials:
                CredentialsRedactor.Write(_values, verdict.Mode, value, output);
                break;
            case FieldRule.Cookie:
                _parts.Cookies.WriteCookie(value, output);
                break;
            case FieldRule.SetCookie:
                _parts.Cookies.WriteSetCookie(value, output);
                break;
            case FieldRule.Secret:
                _values.HideSecret(verdict.Mode, name, value, output);
                break;
            case FieldRule.Url:
                _parts.Urls.Write(value, place, place, output);
                break;
            case FieldRule.Link:
                _parts.Urls.WriteLink(value, place, output);
                break;
            case FieldRule.Protocols:
                ProtocolsRedactor.Write(_values, verdict.Mode, value, output);
                break;
            case FieldRule.Authority:
                WriteAuthority(value, place, output);
                break;
            default:
                WritePlain(name, value, place, output);
                break;
        }

        place.Report(_values, default);
    }

    /// <summary>Says what is looked at next, for what is told of findings.</summary>
    /// <param name="side">Whose message.</param>
    /// <param name="section">The section in which field values stand: the header's or the trailer's.</param>
    internal void Looks(MessageSide side, PlaceKind section = PlaceKind.Header)
    {
        Findings.Side = side;
        _section = section;
    }

    /// <summary>What may leave of a field's value: the value where it lies when that is all of it, else what is written into the scratch.</summary>
    internal ReadOnlySpan<byte> FieldValue(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ByteBuffer scratch)
    {
        bool isWhole = value.IndexOfAny((byte)'\r', (byte)'\n') < 0 && (_fieldRules is null || _fieldRules.Of(name).Rule == FieldRule.Benign);
        if (isWhole)
        {
            return value;
        }

        scratch.Clear();
        WriteFieldValue(name, value, scratch);
        return scratch.Written;
    }

    // A header that nobody listed may still hold a URL; what has neither an authority nor a query holds none with a secret.
    private static bool MayHoldUrl(ReadOnlySpan<byte> value) =>
        value[0] is not ((byte)'{' or (byte)'[') && (value.Contains((byte)'?') || value.IndexOf("://"u8) >= 0);

    private void WritePlain(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Place place, ByteBuffer output)
    {
        if (MayHoldUrl(value))
        {
            _parts.Urls.Write(value, place, place, output);
        }
        else if (!_parts.Strings.TryWrite(value, name, NamePlaces.Body, output) && !TryWriteEncoded(name, value, output))
        {
            output.Append(value);
        }
    }

    // grpc-message, baggage and others are percent-encoded; where that hides a secret the value leaves decoded, without it.
    private bool TryWriteEncoded(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (!value.Contains((byte)'%'))
        {
            return false;
        }

        _decoded.Clear();
        _decoded.Append(value);
        for (int round = 0; round < PercentDecoding.MaxRounds; round++)
        {
            int before = _decoded.Length;
            _decoded.Truncate(GrpcPercent.Decode(_decoded.Mutable));
            if (_decoded.Length == before)
            {
                return false;
            }

            if (_parts.Strings.TryWrite(_decoded.Written, name, NamePlaces.Body, output))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteAuthority(ReadOnlySpan<byte> authority, Place place, ByteBuffer output)
    {
        int before = output.Length;
        UserInfo.WriteAuthority(authority, output);
        if (output.Length - before != authority.Length || authority.Contains((byte)'@'))
        {
            _values.Found(SensitiveKind.UrlUserInfo);
        }

        place.Report(_values, default);
    }

    // CONNECT's form, and what a lenient server takes for it: neither a path nor a URL, and an @ where one would look for the host.
    private static bool IsAuthorityForm(ReadOnlySpan<byte> target) =>
        !target.IsEmpty && target[0] != '/' && target.IndexOf("//"u8) < 0 && target.IndexOfAny("/?#"u8) < 0;

    private ReadOnlySpan<byte> Unfold(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            return value;
        }

        _unfolded.Clear();
        while (value.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
        {
            _unfolded.Append(value[..end].TrimEnd(" \t"u8));
            _unfolded.Append((byte)' ');
            value = value[end..].TrimStart("\r\n \t"u8);
        }

        _unfolded.Append(value);
        return _unfolded.Written;
    }
}
