using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PodMirror.Agent.Tests;

/// <summary>Bytes, packed as senders do.</summary>
internal static class Packed
{
    /// <summary>A frame of nothing: magic number, a header without a size, an empty last block (RFC 8878 section 3.1.1).</summary>
    public static readonly byte[] EmptyZstdFrame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x01, 0x00, 0x00];

    public static byte[] Gzip(byte[] bytes) => Through(bytes, stream => new GZipStream(stream, CompressionLevel.Fastest));

    public static byte[] Zstd(byte[] bytes) => Through(bytes, ZstdStream);

    /// <summary>As above, in a frame that asks for a window of 2^log bytes.</summary>
    public static byte[] ZstdWithWindow(byte[] bytes, int log) => Through(bytes, stream =>
    {
        var zstd = new CompressionStream(stream, level: 1, leaveOpen: true);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, log);
        return zstd;
    });

    public static Stream ZstdStream(Stream stream) => new CompressionStream(stream, level: 1, leaveOpen: true);

    private static byte[] Through(byte[] bytes, Func<Stream, Stream> open)
    {
        using var output = new MemoryStream();
        using (Stream stream = open(output))
        {
            stream.Write(bytes);
        }

        return output.ToArray();
    }
}
