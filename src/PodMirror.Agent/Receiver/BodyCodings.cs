using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PodMirror.Agent.Receiver;

/// <summary>The names of codings, and the streams that undo them as bytes arrive.</summary>
internal static class BodyCodings
{
    /// <summary>What is taken besides identity, as a value of Accept-Encoding (RFC 9110 section 12.5.3).</summary>
    public const string Accepted = "gzip, zstd";

    /// <summary>The same as a value of grpc-accept-encoding.</summary>
    public const string AcceptedByGrpc = "identity,gzip,zstd";

    /// <summary>
    /// 2^23: the largest window that a content coding may ask for (RFC 9659), and so the most memory that a frame can make us take.
    /// </summary>
    private const int MaxWindowLog = 23;

    private const int ZstdInputBytes = 16 << 10;

    /// <summary>Reads a Content-Encoding; false for one that is not known, and for more than one.</summary>
    public static bool TryRead(string name, out BodyCoding coding)
    {
        coding = name.ToLowerInvariant() switch
        {
            "" or "identity" => BodyCoding.Identity,
            "gzip" or "x-gzip" => BodyCoding.Gzip,
            "zstd" => BodyCoding.Zstd,
            _ => (BodyCoding)(-1),
        };
        return coding >= 0;
    }

    /// <summary>The plain bytes. What is no such coding, or is cut off, ends in a fault that <see cref="IsBadData"/> knows.</summary>
    public static Stream Undo(BodyCoding coding, Stream source) => coding switch
    {
        BodyCoding.Gzip => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true),
        BodyCoding.Zstd => OpenZstd(source),
        _ => source,
    };

    /// <summary>True when a fault says that the bytes are not what their coding says, rather than that they could not be read.</summary>
    public static bool IsBadData(Exception fault) => fault is InvalidDataException or ZstdException or EndOfStreamException;

    /// <summary>
    /// What undoing holds in memory after so many plain bytes, those included. The decoder of zstd keeps them a second time, up to its window, and
    /// touches no more of that than it has written; gzip's window is 32 KiB, which the objects of a request are counted with.
    /// </summary>
    public static long Held(BodyCoding coding, int plainBytes) =>
        coding == BodyCoding.Zstd ? plainBytes + (long)Math.Min(plainBytes, 1 << MaxWindowLog) : plainBytes;

    private static DecompressionStream OpenZstd(Stream source)
    {
        var stream = new DecompressionStream(source, ZstdInputBytes, checkEndOfStream: true, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        return stream;
    }
}
