using System.IO.Compression;
using Grpc.Net.Compression;

namespace PodMirror.Agent.Tests;

/// <summary>A coding of requests, under whatever name a test gives it.</summary>
internal sealed class TestCompression(string name, Func<Stream, Stream> open) : ICompressionProvider
{
    public string EncodingName => name;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => open(stream);

    public Stream CreateDecompressionStream(Stream stream) => throw new NotSupportedException("answers are not compressed");
}
