using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Hides the values of secret keys in a query, in the parameters of a path, and in a form (application/x-www-form-urlencoded).
/// One pass, linear in the text's length.
/// </summary>
/// <remarks>
/// A key may begin after more separators than the one that ends a value: servers disagree about ; and a second ?, and the
/// observer hides what any of them would take for the key's value.
/// </remarks>
internal static class QueryRedactor
{
    private static readonly SearchValues<byte> QueryKeyBegins = SearchValues.Create("&;?#"u8);
    private static readonly SearchValues<byte> PathKeyBegins = SearchValues.Create("&;/"u8);

    /// <summary>Bytes of a key that are looked at; of a longer one, its end.</summary>
    private const int MaxKeyBytes = 256;

    /// <summary>Writes a query or a form.</summary>
    internal static void WriteQuery(RedactionRules rules, ReadOnlySpan<byte> query, ByteBuffer output) =>
        Write(rules, query, QueryKeyBegins, (byte)'&', output);

    /// <summary>Writes a path, which may have parameters such as <c>;jsessionid=</c> (RFC 3986 section 3.3).</summary>
    internal static void WritePath(RedactionRules rules, ReadOnlySpan<byte> path, ByteBuffer output)
    {
        if (path.Contains((byte)'='))
        {
            Write(rules, path, PathKeyBegins, (byte)'/', output);
        }
        else
        {
            output.Append(path);
        }
    }

    private static void Write(RedactionRules rules, ReadOnlySpan<byte> text, SearchValues<byte> keyBegins, byte valueEnd, ByteBuffer output)
    {
        while (!text.IsEmpty)
        {
            int begin = text.IndexOfAny(keyBegins);
            ReadOnlySpan<byte> piece = begin < 0 ? text : text[..begin];
            int equals = piece.IndexOf((byte)'=');
            if (equals >= 0 && IsSecretKey(rules, piece[..equals]))
            {
                output.Append(text[..(equals + 1)]);
                text = SkipValue(text[(equals + 1)..], valueEnd, output);
                continue;
            }

            if (piece.IndexOfAny((byte)'%', (byte)'@') >= 0 && HidesSecret(rules, piece[(equals + 1)..]))
            {
                output.Append(text[..(equals + 1)]);
                text = SkipValue(text[(equals + 1)..], valueEnd, output);
                continue;
            }

            int next = begin < 0 ? text.Length : begin + 1;
            output.Append(text[..next]);
            text = text[next..];
        }
    }

    // An empty value is no secret, and that it is empty is often what a person looks for.
    private static ReadOnlySpan<byte> SkipValue(ReadOnlySpan<byte> text, byte valueEnd, ByteBuffer output)
    {
        int end = text.IndexOf(valueEnd);
        end = end < 0 ? text.Length : end;
        if (end > 0)
        {
            output.Append(Redactor.Placeholder);
        }

        if (end < text.Length)
        {
            output.Append(valueEnd);
            end++;
        }

        return text[end..];
    }

    private static bool IsSecretKey(RedactionRules rules, ReadOnlySpan<byte> key)
    {
        if (key.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            return rules.IsSecretKey(key);
        }

        Span<byte> decoded = stackalloc byte[MaxKeyBytes];
        ReadOnlySpan<byte> end = key.Length > MaxKeyBytes ? key[^MaxKeyBytes..] : key;
        end.CopyTo(decoded);
        int length = end.Length;
        for (int round = 0; round < PercentDecoding.MaxRounds; round++)
        {
            int before = length;
            length = PercentDecoding.InPlace(decoded[..length]);
            if (rules.IsSecretKey(decoded[..length]))
            {
                return true;
            }

            if (length == before)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether an encoded value is itself a URL or a query with a secret in it: redirect_uri=https%3A%2F%2Fx%2F%3Ftoken%3D1.</summary>
    private static bool HidesSecret(RedactionRules rules, ReadOnlySpan<byte> value)
    {
        if (UserInfo.IsIn(value))
        {
            return true;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(value.Length);
        value.CopyTo(rented);
        int length = value.Length;
        bool found = false;
        for (int round = 0; round < PercentDecoding.MaxRounds && !found; round++)
        {
            int before = length;
            length = PercentDecoding.InPlace(rented.AsSpan(0, length));
            if (length == before)
            {
                break;
            }

            found = HoldsSecret(rules, rented.AsSpan(0, length));
        }

        ArrayPool<byte>.Shared.Return(rented);
        return found;
    }

    private static bool HoldsSecret(RedactionRules rules, ReadOnlySpan<byte> text)
    {
        bool found = UserInfo.IsIn(text);
        while (!found && text.IndexOf((byte)'=') is >= 0 and var equals)
        {
            int begin = text[..equals].LastIndexOfAny(QueryKeyBegins) + 1;
            found = equals + 1 < text.Length && rules.IsSecretKey(text[begin..equals]);
            text = text[(equals + 1)..];
        }

        return found;
    }
}
