using System.IO.Compression;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// A gzip file, decompressed. .NET takes one that was cut off for one that ended; here that is an <see cref="EndOfStreamException"/>.
/// </summary>
/// <remarks>
/// A file ends with its length before compression, modulo 2^32 (RFC 1952 section 2.3.1), or the length of its last part when it has several.
/// So the last four bytes are never more than what came out, unless the file was cut off: those are compressed data then, and look random.
/// Past 4 GiB that says nothing, and a file cut exactly between two records seems whole.
/// </remarks>
internal sealed class GzipFile(SourceStream source) : ReadOnlyStream
{
    // A header of 10 bytes and a trailer of 8 (RFC 1952 section 2.2): every gzip file is longer.
    private const int MinFileBytes = 18;

    private readonly GZipStream _plain = new(source, CompressionMode.Decompress, leaveOpen: true);
    private long _given;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        int read = _plain.Read(buffer);
        _given += read;
        if (read == 0 && (source.Tail > _given || source.BytesRead < MinFileBytes))
        {
            throw new EndOfStreamException();
        }

        return read;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
        }

        base.Dispose(disposing);
    }
}
