namespace PodMirror.Capture;

/// <summary>
/// Reads the frames of a pcap or pcapng file, as it is or compressed by gzip or zstd. What the file contains never makes it throw;
/// an <see cref="IOException"/> of the stream itself goes through.
/// </summary>
/// <remarks>The limits are in <see cref="FileLimits"/>. It owns the stream. Formats: draft-ietf-opsawg-pcap and -pcapng.</remarks>
public sealed class CaptureFileReader : IDisposable
{
    private readonly SourceStream _source;
    private Stream? _plain;
    private FileWindow? _window;
    private CaptureFormat? _format;
    private ReadStatus _status = ReadStatus.Frame;

    /// <summary>Prepares to read; nothing is read before the first <see cref="TryRead"/>.</summary>
    /// <param name="stream">The file's bytes, read once from where it stands; need not be seekable. Large reads are made: it needs no buffer.</param>
    public CaptureFileReader(Stream stream) => _source = new SourceStream(stream);

    /// <summary>Bytes taken from the stream: with the file's size, how far reading is (a buffer ahead of the frames).</summary>
    public long BytesRead => _source.BytesRead;

    /// <summary>Where in the decompressed file the record lies that could not be read; -1 while there is none.</summary>
    public long ErrorOffset { get; private set; } = -1;

    /// <summary>Why it could not be read: one line, in words, without a stop. Null while all is well.</summary>
    public string? ErrorReason { get; private set; }

    /// <summary>Reads the next frame, whose bytes are valid until the next call. After anything but a frame the answer stays the same.</summary>
    public ReadStatus TryRead(out CapturedFrame frame)
    {
        frame = default;
        if (_status != ReadStatus.Frame)
        {
            return _status;
        }

        _status = _format is null && !TryOpen() ? ReadStatus.Corrupt : _format!.TryRead(_window!, out frame);
        if (_status != ReadStatus.Frame)
        {
            Explain();
        }

        return _status;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _plain?.Dispose();
        _source.Dispose();
    }

    private bool TryOpen()
    {
        _plain = Compression.Open(_source);
        _window = new FileWindow(_plain);
        _format = FormatDetector.Detect(_window, out string? reason);
        ErrorReason = reason;
        return _format is not null;
    }

    /// <summary>A file that only seems to end because its compression does has not ended.</summary>
    private void Explain()
    {
        bool seemsToEnd = _format is null || _status != ReadStatus.Corrupt;
        if (seemsToEnd && _window!.IsDamaged)
        {
            _status = ReadStatus.Corrupt;
            ErrorReason = "the compressed data is damaged";
        }
        else if (seemsToEnd && _window!.IsCutOff)
        {
            _status = ReadStatus.Truncated;
            ErrorReason = "the compressed data ends before its own end";
        }
        else
        {
            ErrorReason ??= _format?.Reason;
        }

        ErrorOffset = _status == ReadStatus.End ? -1 : _window!.Offset;
    }
}
