using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// What proxies say of the original client: Forwarded (RFC 7239), else X-Forwarded-*. The first element is the one nearest to the
/// client. Anybody can send these fields, so what they say is a claim; the connection itself is in network.peer.*.
/// </summary>
internal static class ForwardedFields
{
    /// <summary>The original client's address, or empty.</summary>
    internal static ReadOnlySpan<byte> Client(FieldIndex index, ReadOnlySpan<byte> fields)
    {
        ReadOnlySpan<byte> client = Parameter(index.ValueOf(fields, KnownField.Forwarded), "for"u8);
        if (client.IsEmpty)
        {
            client = FirstElement(index.ValueOf(fields, KnownField.XForwardedFor));
        }

        // Obfuscated and unknown nodes (RFC 7239 section 6) tell no address.
        return client.IsEmpty || client[0] == '_' || Ascii.EqualsIgnoreCase(client, "unknown"u8) ? default : HostPort.Of(client).Host;
    }

    /// <summary>The original scheme when it is http or https, else empty.</summary>
    internal static ReadOnlySpan<byte> Scheme(FieldIndex index, ReadOnlySpan<byte> fields)
    {
        ReadOnlySpan<byte> scheme = Parameter(index.ValueOf(fields, KnownField.Forwarded), "proto"u8);
        if (scheme.IsEmpty)
        {
            scheme = FirstElement(index.ValueOf(fields, KnownField.XForwardedProto));
        }

        if (Ascii.EqualsIgnoreCase(scheme, "https"u8))
        {
            return "https"u8;
        }

        return Ascii.EqualsIgnoreCase(scheme, "http"u8) ? "http"u8 : default;
    }

    private static ReadOnlySpan<byte> FirstElement(ReadOnlySpan<byte> list)
    {
        int comma = list.IndexOf((byte)',');
        return (comma < 0 ? list : list[..comma]).Trim(" \t\r\n\""u8);
    }

    private static ReadOnlySpan<byte> Parameter(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> element = FirstElement(value);
        while (!element.IsEmpty)
        {
            int semicolon = element.IndexOf((byte)';');
            ReadOnlySpan<byte> pair = semicolon < 0 ? element : element[..semicolon];
            element = semicolon < 0 ? default : element[(semicolon + 1)..];
            int equals = pair.IndexOf((byte)'=');
            if (equals > 0 && Ascii.EqualsIgnoreCase(pair[..equals].Trim(" \t"u8), name))
            {
                return pair[(equals + 1)..].Trim(" \t\""u8);
            }
        }

        return default;
    }
}
