using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace PodMirror.Spans;

/// <summary>Compresses requests.</summary>
internal static class Gzip
{
    /// <summary>Compresses at the fastest level: text shrinks to a fifth of its size, and the levels above cost several times as much.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It holds nothing but memory, which is returned.")]
    internal static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> plain)
    {
        var compressed = new MemoryStream();
        using (var encoder = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            encoder.Write(plain.Span);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
