using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Walks a chunked body (RFC 9112 section 7.1) byte by byte where it must and chunk by chunk where it can. Holds only numbers,
/// so a body may be cut anywhere.
/// </summary>
internal struct ChunkedBody
{
    /// <summary>Bytes of trailers that are kept; real ones have a few hundred.</summary>
    public const int MaxTrailerBytes = 16_384;

    /// <summary>Bytes of a chunk-size line: its extensions are passed over, but not for ever.</summary>
    private const int MaxSizeLineBytes = 16_384;

    private long _size;
    private int _lineBytes;
    private int _digits;
    private bool _afterSize;
    private bool _inExtension;
    private bool _afterReturn;
    private bool _lineIsEmpty;

    /// <summary>What the next byte belongs to.</summary>
    public ChunkPart Part { get; private set; }

    /// <summary>What is malformed about the lines so far, and was read as most servers read it: two readers may differ about such a body.</summary>
    public Anomalies Anomalies { get; private set; }

    /// <summary>Bytes of the present chunk's data that are to come.</summary>
    public long Remaining { get; private set; }

    public void Begin()
    {
        this = default;
        Part = ChunkPart.Size;
    }

    /// <summary>Notes that data bytes of the present chunk were read, or were lost within it.</summary>
    public void PassData(long bytes)
    {
        Remaining -= bytes;
        if (Remaining == 0)
        {
            Part = ChunkPart.DataEnd;
        }
    }

    /// <summary>Reads a chunk-size line or the line end after a chunk's data; not to be called for data and trailers.</summary>
    /// <returns>Bytes used; afterwards <see cref="Part"/> may be another, or <see cref="ChunkPart.Invalid"/>.</returns>
    public int ReadLine(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (Part == ChunkPart.DataEnd ? TakeDataEnd(bytes[i]) : TakeSize(bytes[i]))
            {
                return i + (Part == ChunkPart.Invalid ? 0 : 1);
            }
        }

        return bytes.Length;
    }

    /// <summary>Reads the trailers; they end at an empty line.</summary>
    /// <returns>Bytes used; afterwards <see cref="Part"/> is <see cref="ChunkPart.End"/> when the body has ended.</returns>
    public int ReadTrailers(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                if (_lineIsEmpty)
                {
                    Part = ChunkPart.End;
                    return i + 1;
                }

                _lineIsEmpty = true;
            }
            else if (bytes[i] != '\r')
            {
                _lineIsEmpty = false;
            }
        }

        return bytes.Length;
    }

    /// <summary>The line end after a chunk's data: CRLF, or LF alone. True when the part changed.</summary>
    private bool TakeDataEnd(byte c)
    {
        if (c == '\n')
        {
            Anomalies |= _lineBytes == 0 ? Anomalies.BareLineFeed : Anomalies.None;
            Part = ChunkPart.Size;
            _lineBytes = 0;
            return false;
        }

        if (c == '\r' && _lineBytes == 0)
        {
            _lineBytes = 1;
            return false;
        }

        Part = ChunkPart.Invalid;
        return true;
    }

    private bool TakeSize(byte c)
    {
        if (c == '\n')
        {
            return EndSizeLine();
        }

        if (++_lineBytes > MaxSizeLineBytes)
        {
            Part = ChunkPart.Invalid;
            return true;
        }

        if (_afterReturn)
        {
            Anomalies |= Anomalies.ChunkInvalid; // a CR that ends no line
        }

        _afterReturn = c == '\r';
        return !_inExtension && !_afterReturn && TakeSizeOrExtension(c);
    }

    /// <summary>Digits, then perhaps blanks, then perhaps a semicolon and anything. Text after blanks is an extension without it.</summary>
    private bool TakeSizeOrExtension(byte c)
    {
        if (!_afterSize && char.IsAsciiHexDigit((char)c))
        {
            return TakeDigit(HexValue(c));
        }

        bool isBlank = c is (byte)' ' or (byte)'\t';
        if (_digits == 0 || (!_afterSize && !isBlank && c != ';'))
        {
            Part = ChunkPart.Invalid;
            return true;
        }

        _afterSize = true;
        _inExtension = !isBlank;
        if (_inExtension && c != ';')
        {
            Anomalies |= Anomalies.ChunkInvalid;
        }

        return false;
    }

    private static int HexValue(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private bool TakeDigit(int digit)
    {
        _digits++;
        if (_size > long.MaxValue >> 4)
        {
            Part = ChunkPart.Invalid;
            return true;
        }

        _size = (_size << 4) | (uint)digit;
        return false;
    }

    private bool EndSizeLine()
    {
        if (_digits == 0)
        {
            Part = ChunkPart.Invalid;
            return true;
        }

        Anomalies |= (_afterReturn ? Anomalies.None : Anomalies.BareLineFeed)
            | (_afterSize && !_inExtension ? Anomalies.ChunkInvalid : Anomalies.None); // blanks with nothing behind them
        Remaining = _size;
        Part = _size == 0 ? ChunkPart.Trailers : ChunkPart.Data;
        _lineIsEmpty = true;
        _size = 0;
        _digits = _lineBytes = 0;
        _afterSize = _inExtension = _afterReturn = false;
        return true;
    }
}
