using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace PodMirror.Agent.Tests;

/// <summary>A gRPC client over raw messages.</summary>
internal sealed class RawGrpcClient(Uri address) : IAsyncDisposable
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
        address,
        new GrpcChannelOptions
        {
            MaxSendMessageSize = null,
            CompressionProviders = [new GzipCompressionProvider(System.IO.Compression.CompressionLevel.Fastest)],
        });

    public Task<byte[]> ExportAsync(byte[] request, string? encoding = null, string service = "trace.v1.TraceService")
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector." + service, "Export", Raw, Raw);
        var options = new CallOptions(encoding is null ? [] : new Metadata { { "grpc-internal-encoding-request", encoding } });
        return _channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, request).ResponseAsync;
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
