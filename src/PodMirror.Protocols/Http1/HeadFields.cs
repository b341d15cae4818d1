using System.Buffers;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What a head's field lines say about framing (RFC 9112 section 6), and what is wrong with them.</summary>
internal ref struct HeadFields
{
    // All but HTAB and the line ends.
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0B, 0x0C, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D,
         0x1E, 0x1F, 0x7F]);

    /// <summary>Content-Length, or -1 when there is none that counts.</summary>
    public long ContentLength;

    /// <summary>Whether there is a Transfer-Encoding at all.</summary>
    public bool HasTransferEncoding;

    /// <summary>Whether its last coding is chunked.</summary>
    public bool IsChunked;

    /// <summary>Whether Upgrade names h2c.</summary>
    public bool UpgradesToHttp2;

    /// <summary>How many Host fields there are.</summary>
    public int HostFields;

    public Anomalies Anomalies;

    /// <summary>Reads all field lines of a head, the empty line at its end included or not.</summary>
    public static HeadFields Read(ReadOnlySpan<byte> fields)
    {
        var read = new HeadFields { ContentLength = -1 };
        if (fields.ContainsAny(Controls) || HasBareReturn(fields))
        {
            read.Anomalies |= Anomalies.ControlCharacter;
        }

        foreach (FieldLine line in new FieldLines(fields))
        {
            read.Anomalies |= line.Anomalies;
            read.Take(line.Name, line.Value);
        }

        if (read.HasTransferEncoding && read.ContentLength >= 0)
        {
            read.Anomalies |= Anomalies.ContentLengthWithTransferEncoding;
        }

        return read;
    }

    /// <summary>Whether a CR stands anywhere but before LF: some readers end a line there (RFC 9112 section 2.2).</summary>
    private static bool HasBareReturn(ReadOnlySpan<byte> fields)
    {
        int at;
        while ((at = fields.IndexOf((byte)'\r')) >= 0)
        {
            fields = fields[(at + 1)..];
            if (!fields.IsEmpty && fields[0] != '\n')
            {
                return true;
            }
        }

        return false;
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
                break;
            case 14 when Is(name, "content-length"u8):
                TakeContentLength(value);
                break;
            case 17 when Is(name, "transfer-encoding"u8):
                HasTransferEncoding = true;
                IsChunked = Is(LastOfList(value), "chunked"u8);
                break;
        }
    }

    /// <summary>A list of equal values counts as one (RFC 9110 section 8.6); of different ones the first counts.</summary>
    private void TakeContentLength(ReadOnlySpan<byte> value)
    {
        foreach (Range part in value.Split((byte)','))
        {
            long length = ParseLength(value[part].Trim(" \t"u8));
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
