using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Binds the method of each signal without generated code: the message's bytes are the request. That of logs is not bound, so their senders are told
/// UNIMPLEMENTED and stop.
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
        Bind(context, OtlpSignal.Traces, static (service, request, call) => service.ExportSpansAsync(request, call));
        Bind(context, OtlpSignal.Metrics, static (service, request, call) => service.ExportMetricsAsync(request, call));
    }

    private static void Bind(
        ServiceMethodProviderContext<OtlpGrpcService> context, OtlpSignal signal, UnaryServerMethod<OtlpGrpcService, Payload, byte[]> handler)
    {
        var method = new Method<Payload, byte[]>(MethodType.Unary, OtlpSignals.ServiceOf(signal), "Export", Requests, Responses);
        context.AddUnaryMethod(method, [], handler);
    }
}
