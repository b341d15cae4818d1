namespace PodMirror.Agent.Tests;

/// <summary>ExportTraceServiceRequest messages.</summary>
internal static class TestRequest
{
    public static readonly byte[] Scope = Proto.Join(Proto.Text(1, "podmirror"), Proto.Text(2, "0.1.0"));

    public static byte[] Of(params TestSpan[] spans) => From("shop", "default", "shop-1", spans);

    public static byte[] From(string service, string @namespace, string pod, params TestSpan[] spans) =>
        OfRaw(Resource(service, @namespace, pod), [.. spans.Select(span => span.ToBytes())]);

    public static byte[] OfRaw(byte[] resource, params byte[][] spans) =>
        Proto.Message(1, Proto.Message(1, resource), Proto.Message(2, [Proto.Message(1, Scope), .. spans.Select(span => Proto.Message(2, span))]));

    public static byte[] Resource(string service, string @namespace, string pod) => Proto.Join(
        Proto.Message(1, Proto.Attribute("service.name", service)),
        Proto.Message(1, Proto.Attribute("k8s.namespace.name", @namespace)),
        Proto.Message(1, Proto.Attribute("k8s.pod.name", pod)));
}
