using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace PodMirror.Agent.Tests;

/// <summary>A gRPC client over raw messages.</summary>
internal sealed class RawGrpcClient(Uri address, Func<Stream, Stream>? zstd = null, HttpMessageHandler? handler = null) : IAsyncDisposable
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
        address,
        new GrpcChannelOptions
        {
            HttpHandler = handler,
            MaxSendMessageSize = null,
            CompressionProviders =
            [
                new GzipCompressionProvider(System.IO.Compression.CompressionLevel.Fastest),
                new TestCompression("zstd", zstd ?? Packed.ZstdStream),
                new TestCompression("snappy", stream => stream),
            ],
        });

    public Task<byte[]> ExportAsync(
        byte[] request, string? encoding = null, string service = "trace.v1.TraceService", string? authorization = null) =>
        Call(request, encoding, service, authorization).ResponseAsync;

    /// <summary>The status, whatever it is.</summary>
    public async Task<Status> TryExportAsync(byte[] request, string? encoding = null, string? authorization = null)
    {
        using AsyncUnaryCall<byte[]> call = Call(request, encoding, "trace.v1.TraceService", authorization);
        try
        {
            await call.ResponseAsync;
        }
        catch (RpcException)
        {
            // Told by the status.
        }

        return call.GetStatus();
    }

    private AsyncUnaryCall<byte[]> Call(byte[] request, string? encoding, string service, string? authorization)
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector." + service, "Export", Raw, Raw);
        var headers = new Metadata();
        Add("grpc-internal-encoding-request", encoding);
        Add("authorization", authorization);
        return _channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(headers), request);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers.Add(name, value);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
