using System.IO.Compression;
using Grpc.Net.Compression;

namespace PodMirror.Agent.Receiver;

/// <summary>gzip for gRPC messages whose decompressed size is bounded too; the library's own provider bounds only what comes over the wire.</summary>
internal sealed class BoundedGzipProvider : ICompressionProvider
{
    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new BoundedGzipStream(stream);
}
