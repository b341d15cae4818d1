using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PodMirror.Capture;

/// <summary>What a capture file may be packed in. One layer: a packed file in a packed file is not looked for.</summary>
internal static class Compression
{
    private const int ZstdReadBytes = 1 << 17;

    /// <summary>The decompressed file: the source itself when it is not packed in a way that is known.</summary>
    public static Stream Open(SourceStream source)
    {
        ReadOnlySpan<byte> head = source.Peek();
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return new GzipFile(source);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            var zstd = new DecompressionStream(source, ZstdReadBytes, checkEndOfStream: true, leaveOpen: true);
            zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, FileLimits.ZstdWindowLogMax);
            return zstd;
        }

        return source;
    }
}
