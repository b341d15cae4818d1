using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace PodMirror.Live.Tests.Peers;

/// <summary>Binds <see cref="EchoService"/> without generated code.</summary>
internal sealed class EchoMethods : IServiceMethodProvider<EchoService>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(value => value, value => value);

    public static Method<byte[], byte[]> Unary { get; } = Of(MethodType.Unary, "Unary");

    public static Method<byte[], byte[]> Fail { get; } = Of(MethodType.Unary, "Fail");

    public static Method<byte[], byte[]> Collect { get; } = Of(MethodType.ClientStreaming, "Collect");

    public static Method<byte[], byte[]> Spread { get; } = Of(MethodType.ServerStreaming, "Spread");

    public static Method<byte[], byte[]> Echo { get; } = Of(MethodType.DuplexStreaming, "Echo");

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<EchoService> context)
    {
        context.AddUnaryMethod(Unary, [], (service, request, call) => service.UnaryAsync(request, call));
        context.AddUnaryMethod(Fail, [], (service, request, call) => service.FailAsync(request, call));
        context.AddClientStreamingMethod(Collect, [], (service, requests, call) => service.CollectAsync(requests, call));
        context.AddServerStreamingMethod(Spread, [], (service, request, responses, call) => service.SpreadAsync(request, responses, call));
        context.AddDuplexStreamingMethod(Echo, [], (service, requests, responses, call) => service.EchoAsync(requests, responses, call));
    }

    private static Method<byte[], byte[]> Of(MethodType type, string name) => new(type, "test.Echo", name, Bytes, Bytes);
}
