using System.IO.Compression;
using Grpc.Net.Compression;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// A coding of gRPC messages whose decompressed size is bounded, and taken from the budget; the library's own bound only what comes over the wire.
/// Answers are some bytes, and go as they are.
/// </summary>
internal sealed class BoundedDecompression(BodyCoding coding) : ICompressionProvider
{
    /// <inheritdoc/>
    public string EncodingName { get; } = coding.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        throw new NotSupportedException("answers are not compressed");

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new BoundedMessageStream(coding, stream, GrpcCall.Current);
}
