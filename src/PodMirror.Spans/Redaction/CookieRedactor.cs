using System.Text;

namespace PodMirror.Spans;

/// <summary>Hides the values of cookies and keeps what they are called (RFC 6265).</summary>
/// <param name="values">Decides about each value.</param>
internal sealed class CookieRedactor(ValueRedactor values)
{
    // What browsers know (RFC 6265 section 4.1.2 and its revision); of anything else the value might be a secret.
    private static readonly byte[][] ValuedAttributes =
        [.. new[] { "Expires", "Max-Age", "Domain", "Path", "SameSite", "Priority", "Version", "Comment" }.Select(Encoding.ASCII.GetBytes)];

    private static readonly byte[][] BareAttributes = [.. new[] { "Secure", "HttpOnly", "Partitioned" }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Writes the value of a Cookie field: <c>a=REDACTED; b=REDACTED</c>. A piece without = is a value without a name.</summary>
    internal void WriteCookie(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        while (!value.IsEmpty)
        {
            int end = EndOfPair(value);
            WritePair(value[..end], output);
            value = value[end..];
            WriteSeparator(ref value, output);
        }
    }

    /// <summary>Writes the value of a Set-Cookie field: <c>a=REDACTED; Path=/; HttpOnly</c>.</summary>
    internal void WriteSetCookie(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        int end = value.IndexOf((byte)';');
        end = end < 0 ? value.Length : end;
        WritePair(value[..end], output);
        value = value[end..];
        while (!value.IsEmpty)
        {
            WriteSeparator(ref value, output);
            end = value.IndexOf((byte)';');
            end = end < 0 ? value.Length : end;
            WriteAttribute(value[..end], output);
            value = value[end..];
        }
    }

    // A quoted value may hold a semicolon for readers of RFC 2109; hiding up to the quote suits both kinds of reader.
    private static int EndOfPair(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)';');
        end = end < 0 ? value.Length : end;
        int equals = value[..end].IndexOf((byte)'=');
        if (equals < 0 || !value[(equals + 1)..end].TrimStart((byte)' ').StartsWith("\""u8))
        {
            return end;
        }

        int open = equals + 1 + value[(equals + 1)..].IndexOf((byte)'"');
        int close = value[(open + 1)..].IndexOf((byte)'"');
        if (close < 0)
        {
            return end;
        }

        int after = open + 1 + close + 1;
        int semicolon = value[after..].IndexOf((byte)';');
        return semicolon < 0 ? value.Length : after + semicolon;
    }

    private static void WriteSeparator(ref ReadOnlySpan<byte> value, ByteBuffer output)
    {
        int after = value.IndexOfAnyExcept("; \t"u8);
        after = after < 0 ? value.Length : after;
        output.Append(value[..after]);
        value = value[after..];
    }

    private void WritePair(ReadOnlySpan<byte> pair, ByteBuffer output)
    {
        int equals = pair.IndexOf((byte)'=');
        ReadOnlySpan<byte> name = equals < 0 ? default : pair[..equals].Trim(" \t"u8);
        ReadOnlySpan<byte> value = pair[(equals + 1)..];
        values.WriteMatched(default, pair[..(equals + 1)], output);
        NameRule rule = values.OfKey(name).Rule;
        if (rule.IsAllowedIn(NamePlaces.Cookie))
        {
            output.Append(value);
        }
        else if (rule.IsSecretIn(NamePlaces.Cookie))
        {
            values.HideSecret(rule.Mode, name, value, output);
        }
        else if (!value.IsEmpty)
        {
            // Nobody can tell by its name what a server keeps in a cookie, and nobody needs it.
            values.Detect(name, value);
            values.Hide(values.Rules!.NamesMode, value, "string"u8, output);
        }

        values.Report(PlaceKind.Cookie, name);
    }

    private void WriteAttribute(ReadOnlySpan<byte> attribute, ByteBuffer output)
    {
        int equals = attribute.IndexOf((byte)'=');
        ReadOnlySpan<byte> name = (equals < 0 ? attribute : attribute[..equals]).Trim(" \t"u8);
        ReadOnlySpan<byte> value = equals < 0 ? default : attribute[(equals + 1)..];
        bool isKept = equals < 0 ? IsAny(name, BareAttributes) : IsAny(name, ValuedAttributes) && IsHarmless(name, value);
        if (isKept || attribute.IsEmpty)
        {
            values.WriteMatched(name, attribute, output);
            values.Report(PlaceKind.Cookie, name);
        }
        else
        {
            WritePair(attribute, output);
        }
    }

    // A comma may begin a second cookie, which a proxy joined to this one; only a date has one of its own.
    private static bool IsHarmless(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        !value.Contains((byte)'=') && (!value.Contains((byte)',') || Ascii.EqualsIgnoreCase(name, "Expires"u8));

    private static bool IsAny(ReadOnlySpan<byte> name, byte[][] names)
    {
        foreach (byte[] candidate in names)
        {
            if (Ascii.EqualsIgnoreCase(name, candidate))
            {
                return true;
            }
        }

        return false;
    }
}
