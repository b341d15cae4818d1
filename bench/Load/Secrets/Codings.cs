using System.IO.Compression;

namespace PodMirror.Bench.Load;

/// <summary>The content codings in use (RFC 9110 section 8.4.1, RFC 7932, RFC 8878), there and back.</summary>
internal static class Codings
{
    /// <summary>Their names; the empty one is none.</summary>
    public static readonly string[] All = ["", "gzip", "br", "deflate", "zstd"];

    /// <summary>Encodes.</summary>
    public static byte[] Encode(string coding, byte[] content)
    {
        using var encoded = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(encoded, CompressionLevel.Optimal),
            "br" => new BrotliStream(encoded, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Optimal),
            "zstd" => new ZstdSharp.CompressionStream(encoded),
            _ => new BufferedStream(encoded),
        })
        {
            stream.Write(content);
        }

        return encoded.ToArray();
    }

    /// <summary>Decodes.</summary>
    public static byte[] Decode(string coding, byte[] content)
    {
        using var encoded = new MemoryStream(content);
        using Stream stream = coding switch
        {
            "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
            "br" => new BrotliStream(encoded, CompressionMode.Decompress),
            "deflate" => new ZLibStream(encoded, CompressionMode.Decompress),
            "zstd" => new ZstdSharp.DecompressionStream(encoded),
            _ => new BufferedStream(encoded),
        };
        using var decoded = new MemoryStream();
        stream.CopyTo(decoded);
        return decoded.ToArray();
    }
}
