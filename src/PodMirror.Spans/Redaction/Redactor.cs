using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Writes what may leave of targets and field values: everything but secrets, which become <c>REDACTED</c>.
/// Works on raw bytes, allocates nothing in steady state and never throws, whatever the bytes are. See docs/redaction.md.
/// </summary>
/// <remarks>Holds scratch memory: one for each thread. In doubt it hides more, never less.</remarks>
public sealed class Redactor
{
    private readonly RedactionRules? _rules;
    private readonly FieldRuleCache? _fieldRules;

    // Unfolding and hiding user information never make more than a small factor of a value, and no value is longer than a record.
    private readonly ByteBuffer _unfolded = new(RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _scratch = new(2 * RecordFormat.MaxRecordBytes);

    /// <summary>Makes a redactor.</summary>
    /// <param name="rules">What is secret; null hides nothing, for <c>--no-redact</c>.</param>
    public Redactor(RedactionRules? rules)
    {
        _rules = rules;
        _fieldRules = rules is null ? null : new FieldRuleCache(rules);
    }

    /// <summary>What stands in the place of a secret.</summary>
    public static ReadOnlySpan<byte> Placeholder => "REDACTED"u8;

    /// <summary>Writes a request target of any form (RFC 9112 section 3.2): secret keys of path and query, and user information, hidden.</summary>
    public void WriteTarget(ReadOnlySpan<byte> target, ByteBuffer output)
    {
        if (_rules is null)
        {
            output.Append(target);
        }
        else if (IsAuthorityForm(target))
        {
            WriteAuthority(target, output);
        }
        else
        {
            UrlRedactor.Write(_rules, target, _scratch, output);
        }
    }

    /// <summary>Writes the path of a URL, without its query.</summary>
    public void WritePath(ReadOnlySpan<byte> path, ByteBuffer output)
    {
        if (_rules is null)
        {
            output.Append(path);
        }
        else
        {
            QueryRedactor.WritePath(_rules, path, output);
        }
    }

    /// <summary>Writes a query without its question mark, or a body of type application/x-www-form-urlencoded.</summary>
    public void WriteQuery(ReadOnlySpan<byte> query, ByteBuffer output)
    {
        if (_rules is null)
        {
            output.Append(query);
        }
        else
        {
            QueryRedactor.WriteQuery(_rules, query, output);
        }
    }

    /// <summary>Writes an authority (host and port), user information hidden.</summary>
    public void WriteAuthority(ReadOnlySpan<byte> authority, ByteBuffer output)
    {
        if (_rules is null)
        {
            output.Append(authority);
        }
        else
        {
            UserInfo.WriteAuthority(authority, output);
        }
    }

    /// <summary>
    /// Writes the name of a field line. Of a line that has no colon, or a name that is no token, only the first word remains:
    /// the rest may be a value.
    /// </summary>
    public void WriteFieldName(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        if (_rules is null || FieldLines.IsToken(name))
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
        if (_rules is null || _fieldRules is null)
        {
            output.Append(value);
            return;
        }

        switch (_fieldRules.Of(name))
        {
            case FieldRule.Credentials:
                CredentialsRedactor.Write(value, output);
                break;
            case FieldRule.Cookie:
                CookieRedactor.WriteCookie(value, output);
                break;
            case FieldRule.SetCookie:
                CookieRedactor.WriteSetCookie(value, output);
                break;
            case FieldRule.Secret:
                output.Append(value.IsEmpty ? value : Placeholder);
                break;
            case FieldRule.Url:
                UrlRedactor.Write(_rules, value, _scratch, output);
                break;
            case FieldRule.Link:
                UrlRedactor.WriteLink(_rules, value, _scratch, output);
                break;
            case FieldRule.Authority:
                UserInfo.WriteAuthority(value, output);
                break;
            default:
                WritePlain(value, output);
                break;
        }
    }

    /// <summary>What may leave of a field's value: the value where it lies when that is all of it, else what is written into the scratch.</summary>
    internal ReadOnlySpan<byte> FieldValue(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ByteBuffer scratch)
    {
        bool isWhole = value.IndexOfAny((byte)'\r', (byte)'\n') < 0
            && (_fieldRules is null || (_fieldRules.Of(name) == FieldRule.Plain && !MayHoldUrl(value)));
        if (isWhole)
        {
            return value;
        }

        scratch.Clear();
        WriteFieldValue(name, value, scratch);
        return scratch.Written;
    }

    // A header that nobody listed may still hold a URL; what has neither an authority nor a query holds none with a secret.
    private static bool MayHoldUrl(ReadOnlySpan<byte> value) => value.Contains((byte)'?') || value.IndexOf("://"u8) >= 0;

    private void WritePlain(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (MayHoldUrl(value))
        {
            UrlRedactor.Write(_rules!, value, _scratch, output);
        }
        else
        {
            output.Append(value);
        }
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
