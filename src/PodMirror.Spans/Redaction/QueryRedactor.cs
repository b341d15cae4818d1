using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Hides the values of secret keys, and what looks sensitive, in a query, in a path and its parameters, and in a form
/// (application/x-www-form-urlencoded). One pass, linear in the text's length.
/// </summary>
/// <remarks>
/// A key may begin after more separators than the one that ends a value: servers disagree about ; and a second ?, and the
/// observer hides what any of them would take for the key's value.
/// </remarks>
/// <param name="values">Decides about each value.</param>
/// <param name="strings">Looks into decoded values.</param>
internal sealed class QueryRedactor(ValueRedactor values, StringRedactor strings)
{
    private static readonly SearchValues<byte> QueryKeyBegins = SearchValues.Create("&;?#"u8);
    private static readonly SearchValues<byte> PathKeyBegins = SearchValues.Create("&;/"u8);

    // A value is no longer than its body or record; encoding what was decoded makes it three times as long at most.
    private readonly ByteBuffer _decoded = new(4 * BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _changed = new(8 * BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _whole = new(8 * BodyDecoder.MaxLayerBytes);

    /// <summary>Writes a query or a form.</summary>
    internal void WriteQuery(ReadOnlySpan<byte> query, NamePlaces names, Place place, ByteBuffer output) =>
        Write(query, QueryKeyBegins, (byte)'&', names, place, output);

    /// <summary>Writes a path, which may have parameters such as <c>;jsessionid=</c> (RFC 3986 section 3.3).</summary>
    internal void WritePath(ReadOnlySpan<byte> path, Place place, ByteBuffer output)
    {
        if (path.IndexOfAny((byte)'=', (byte)'%') >= 0)
        {
            // A webhook's address is one across segments, each of which says nothing by itself.
            _whole.Clear();
            path = values.TryHideMatches(default, path, _whole) ? _whole.Written : path;
            Write(path, PathKeyBegins, (byte)'/', NamePlaces.Query, place, output);
            return;
        }

        values.WriteMatched(default, path, output);
        place.Report(values, default);
    }

    private void Write(ReadOnlySpan<byte> text, SearchValues<byte> keyBegins, byte valueEnd, NamePlaces names, Place place, ByteBuffer output)
    {
        bool typesOnly = names == NamePlaces.Form && values.Rules!.TypesOnly;
        while (!text.IsEmpty)
        {
            int begin = text.IndexOfAny(keyBegins);
            ReadOnlySpan<byte> piece = begin < 0 ? text : text[..begin];
            int equals = piece.IndexOf((byte)'=');
            ReadOnlySpan<byte> key = equals < 0 ? default : piece[..equals];
            ReadOnlySpan<byte> value = piece[(equals + 1)..];
            KeyVerdict verdict = values.OfEncodedKey(key);
            bool isAllowed = verdict.Rule.IsAllowedIn(names);
            WriteKey(key, verdict, output);
            output.Append(piece.Slice(key.Length, equals < 0 ? 0 : 1));
            bool isSecret = verdict.Rule.IsSecretIn(names);
            if (typesOnly || isSecret || (!isAllowed && value.IndexOfAny((byte)'%', (byte)'@') >= 0 && HidesSecret(value)))
            {
                RedactionMode mode = typesOnly ? RedactionMode.Types : isSecret ? verdict.Rule.Mode : values.Rules!.NamesMode;
                text = SkipValue(text[(equals + 1)..], valueEnd, mode, key, output);
                place.Report(values, key);
                continue;
            }

            WriteValue(key, value, isAllowed, output);
            place.Report(values, key);
            int next = begin < 0 ? text.Length : begin + 1;
            output.Append(text[piece.Length..next]);
            text = text[next..];
        }
    }

    private void WriteKey(ReadOnlySpan<byte> key, KeyVerdict verdict, ByteBuffer output)
    {
        if (!verdict.IsSensitive)
        {
            output.Append(key);
        }
        else if (!values.TryHideMatches(default, key, output))
        {
            output.Append(Redactor.Placeholder);
        }
    }

    private void WriteValue(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isAllowed, ByteBuffer output)
    {
        if (isAllowed || value.IsEmpty)
        {
            output.Append(value);
            return;
        }

        if (values.TryHideMatches(key, value, output))
        {
            return;
        }

        if (value[0] is (byte)'{' or (byte)'[' && strings.TryWrite(value, key, NamePlaces.Query | NamePlaces.Body, output))
        {
            return;
        }

        if (!TryWriteDecoded(key, value, output))
        {
            output.Append(value);
        }
    }

    // After each round, as the next one may decode too much: a plus that is one becomes a space.
    private bool TryWriteDecoded(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        _decoded.Clear();
        _decoded.Append(value);
        int length = value.Length;
        for (int round = 0; round < PercentDecoding.MaxRounds && _decoded.Written[..length].IndexOfAny((byte)'%', (byte)'+') >= 0; round++)
        {
            length = PercentDecoding.InPlace(_decoded.Mutable[..length]);
            _changed.Clear();
            if (strings.TryWrite(_decoded.Written[..length], key, NamePlaces.Query | NamePlaces.Body, _changed))
            {
                PercentEncoding.Write(_changed.Written, output);
                return true;
            }
        }

        return false;
    }

    // An empty value is no secret, and that it is empty is often what a person looks for.
    private ReadOnlySpan<byte> SkipValue(ReadOnlySpan<byte> text, byte valueEnd, RedactionMode mode, ReadOnlySpan<byte> key, ByteBuffer output)
    {
        int end = text.IndexOf(valueEnd);
        end = end < 0 ? text.Length : end;
        _decoded.Clear();
        _decoded.Append(text[..end]);
        int length = PercentDecoding.InPlace(_decoded.Mutable);
        values.HideSecret(mode, key, _decoded.Written[..length], output);
        if (end < text.Length)
        {
            output.Append(valueEnd);
            end++;
        }

        return text[end..];
    }

    /// <summary>Whether an encoded value is itself a URL or a query with a secret in it: redirect_uri=https%3A%2F%2Fx%2F%3Ftoken%3D1.</summary>
    private bool HidesSecret(ReadOnlySpan<byte> value)
    {
        if (UserInfo.IsIn(value))
        {
            return true;
        }

        _decoded.Clear();
        _decoded.Append(value);
        int length = value.Length;
        bool found = false;
        for (int round = 0; round < PercentDecoding.MaxRounds && !found; round++)
        {
            int before = length;
            length = PercentDecoding.InPlace(_decoded.Mutable[..length]);
            if (length == before)
            {
                break;
            }

            found = HoldsSecret(_decoded.Written[..length]);
        }

        return found;
    }

    private bool HoldsSecret(ReadOnlySpan<byte> text)
    {
        bool found = UserInfo.IsIn(text);
        while (!found && text.IndexOf((byte)'=') is >= 0 and var equals)
        {
            int begin = text[..equals].LastIndexOfAny(QueryKeyBegins) + 1;
            found = equals + 1 < text.Length && values.OfKey(text[begin..equals]).Rule.IsSecretIn(NamePlaces.Query);
            text = text[(equals + 1)..];
        }

        return found;
    }
}
