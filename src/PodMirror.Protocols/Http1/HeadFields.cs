using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What a head's field lines say about framing (RFC 9112 section 6), and what is wrong with them.</summary>
internal ref struct HeadFields
{
    /// <summary>Content-Length, or -1 when there is none that counts.</summary>
    public long ContentLength;

    /// <summary>Whether there is a Transfer-Encoding at all.</summary>
    public bool HasTransferEncoding;

    /// <summary>Whether its last coding is chunked.</summary>
    public bool IsChunked;

    /// <summary>Whether Upgrade names h2c.</summary>
    public bool UpgradesToHttp2;

    /// <summary>Whether Upgrade names websocket.</summary>
    public bool UpgradesToWebSocket;

    /// <summary>Whether there is a Sec-WebSocket-Accept, without which no upgrade to WebSocket is granted (RFC 6455 section 4.1).</summary>
    public bool AcceptsWebSocket;

    /// <summary>Whether there is a Sec-WebSocket-Extensions.</summary>
    public bool HasWebSocketExtensions;

    /// <summary>Whether the content is coded, so that its messages cannot be counted.</summary>
    public bool IsCoded;

    /// <summary>How many Host fields there are.</summary>
    public int HostFields;

    public Anomalies Anomalies;

    private ContentFraming _framing;

    /// <summary>How Content-Type says that the content is cut into messages, where they can be counted.</summary>
    public readonly ContentFraming Framing => IsCoded ? ContentFraming.None : _framing;

    /// <summary>Reads all field lines of a head.</summary>
    /// <param name="section">From the first field line on; what follows the empty line is not looked at.</param>
    /// <param name="bytes">Bytes of the head's part of it, its empty line included; 0 when the head has not ended.</param>
    public static HeadFields Read(ReadOnlySpan<byte> section, out int bytes)
    {
        var read = new HeadFields { ContentLength = -1 };
        var lines = new FieldLines(section);
        while (lines.MoveNext())
        {
            FieldLine line = lines.Current;
            read.Anomalies |= line.Anomalies;
            read.Take(line.Name, line.Value);
        }

        bytes = lines.HasEnded ? section.Length - lines.Rest.Length : 0;
        if (read.HasTransferEncoding && read.ContentLength >= 0)
        {
            read.Anomalies |= Anomalies.ContentLengthWithTransferEncoding;
        }

        return read;
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 4 when Is(name, "host"u8):
                HostFields++;
                break;
            case 7 when Is(name, "upgrade"u8):
                UpgradesToHttp2 |= value.IndexOf("h2c"u8) >= 0;
                UpgradesToWebSocket |= FramingOf.HasToken(value, "websocket"u8);
                break;
            case 12 when Is(name, "content-type"u8):
                _framing = FramingOf.ContentType(value);
                break;
            case 14 when Is(name, "content-length"u8):
                TakeContentLength(value);
                break;
            case 16 when Is(name, "content-encoding"u8):
                IsCoded |= FramingOf.IsCoded(value);
                break;
            case 17 when Is(name, "transfer-encoding"u8):
                HasTransferEncoding = true;
                IsChunked = Is(LastOfList(value), "chunked"u8);
                break;
            case 20 when Is(name, "sec-websocket-accept"u8):
                AcceptsWebSocket = true;
                break;
            case 24 when Is(name, "sec-websocket-extensions"u8):
                HasWebSocketExtensions = true;
                break;
        }
    }

    /// <summary>A list of equal values counts as one (RFC 9110 section 8.6); of different ones the first counts.</summary>
    private void TakeContentLength(ReadOnlySpan<byte> value)
    {
        long length = ParseLength(value);
        if (length >= 0)
        {
            TakeLength(length);
            return;
        }

        foreach (Range part in value.Split((byte)','))
        {
            TakeLength(ParseLength(value[part].Trim(" \t"u8)));
        }
    }

    private void TakeLength(long length)
    {
        if (length < 0)
        {
            Anomalies |= Anomalies.ContentLengthInvalid;
        }
        else if (ContentLength < 0)
        {
            ContentLength = length;
        }
        else if (ContentLength != length)
        {
            Anomalies |= Anomalies.ContentLengthConflict;
        }
    }

    private static long ParseLength(ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty)
        {
            return -1;
        }

        long length = 0;
        foreach (byte c in digits)
        {
            int digit = c - '0';
            if ((uint)digit > 9 || length > (long.MaxValue - 9) / 10)
            {
                return -1;
            }

            length = (length * 10) + digit;
        }

        return length;
    }

    private static ReadOnlySpan<byte> LastOfList(ReadOnlySpan<byte> list)
    {
        ReadOnlySpan<byte> last = list[(list.LastIndexOf((byte)',') + 1)..];
        int parameters = last.IndexOf((byte)';');
        return (parameters < 0 ? last : last[..parameters]).Trim(" \t\r\n"u8);
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) => System.Text.Ascii.EqualsIgnoreCase(name, lowerCase);
}
