using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Binds the one method without generated code: the message's bytes are the request. Metrics and logs are not bound, so their senders are
/// told UNIMPLEMENTED and stop.
/// </summary>
internal sealed class OtlpGrpcMethods : IServiceMethodProvider<OtlpGrpcService>
{
    private static readonly Marshaller<Payload> Requests = Marshallers.Create(
        (_, _) => throw new NotSupportedException("the agent sends no requests here"),
        context => Payload.Copy(context.PayloadAsReadOnlySequence()));

    private static readonly Marshaller<byte[]> Responses = Marshallers.Create<byte[]>(
        (response, context) => context.Complete(response),
        _ => throw new NotSupportedException("the agent reads no responses here"));

    /// <inheritdoc/>
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<OtlpGrpcService> context)
    {
        var method = new Method<Payload, byte[]>(
            MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", Requests, Responses);
        context.AddUnaryMethod(method, [], (service, request, call) => service.Export(request, call));
    }
}
