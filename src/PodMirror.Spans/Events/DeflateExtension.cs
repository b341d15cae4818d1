using System.Text;

namespace PodMirror.Spans;

/// <summary>What the server agreed to of permessage-deflate in Sec-WebSocket-Extensions (RFC 7692 section 7.1).</summary>
internal readonly record struct DeflateExtension
{
    private DeflateExtension(bool isAgreed, bool clientForgets, bool serverForgets)
    {
        IsAgreed = isAgreed;
        ClientForgets = clientForgets;
        ServerForgets = serverForgets;
    }

    /// <summary>Whether messages may be compressed.</summary>
    internal bool IsAgreed { get; }

    /// <summary>Whether the client begins each message with an empty window (client_no_context_takeover).</summary>
    internal bool ClientForgets { get; }

    /// <summary>Whether the server begins each message with an empty window (server_no_context_takeover).</summary>
    internal bool ServerForgets { get; }

    /// <summary>Reads the field's value in a response. Sizes of windows do not matter: a larger one than was agreed reads the same bytes.</summary>
    internal static DeflateExtension Of(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            ReadOnlySpan<byte> extension = Cut(ref value, (byte)',');
            if (!Ascii.EqualsIgnoreCase(Cut(ref extension, (byte)';'), "permessage-deflate"u8))
            {
                continue;
            }

            bool clientForgets = false;
            bool serverForgets = false;
            while (!extension.IsEmpty)
            {
                ReadOnlySpan<byte> parameter = Cut(ref extension, (byte)';');
                clientForgets |= Ascii.EqualsIgnoreCase(parameter, "client_no_context_takeover"u8);
                serverForgets |= Ascii.EqualsIgnoreCase(parameter, "server_no_context_takeover"u8);
            }

            return new DeflateExtension(true, clientForgets, serverForgets);
        }

        return default;
    }

    private static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> rest, byte separator)
    {
        int end = rest.IndexOf(separator);
        ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return part.Trim(" \t"u8);
    }
}
