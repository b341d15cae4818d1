using PodMirror.Agent.PodMetadata;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Tests.PodMetadata;

namespace PodMirror.Agent.Tests.Fuzz;

/// <summary>
/// An OTLP request of any bytes, checked and added to: it can still be read, scopes and spans are the same bytes in the same order, and no more was
/// added than may be.
/// </summary>
internal static class RequestEnricherFuzz
{
    private static readonly FakePods Pods = FakePods.WithWeb();

    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] request = input.ToArray();
        Pods.Enrich(request);
        var validator = new SpanValidator(request, null);
        if (TraceRequest.Walk(request, ref validator, out _) != TraceFault.None || Pods.Enrich(request) is not { } enriched)
        {
            return;
        }

        var before = new Reader([]);
        var after = new Reader([]);
        TraceRequest.Walk(request, ref before, out _);
        TraceFault fault = TraceRequest.Walk(enriched, ref after, out _);
        if (fault != TraceFault.None || !before.Children.SequenceEqual(after.Children))
        {
            throw new InvalidOperationException($"spans are not what they were ({fault})");
        }

        var again = new SpanValidator(enriched, null);
        TraceRequest.Walk(enriched, ref again, out _);
        if (again.Accepted != validator.Accepted || enriched.Length > (2 * request.Length) + MetadataLimits.MaxAddedBytes)
        {
            throw new InvalidOperationException($"{again.Accepted} spans of {validator.Accepted} in {enriched.Length} bytes of {request.Length}");
        }
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        Of(("k8s.pod.uid", FakePods.Web.ToString())),
        Of(("service.name", "unknown_service:java"), ("k8s.pod.uid", FakePods.Web.ToString()), ("host.name", "n")),
        Of(("k8s.pod.uid", FakePods.Web.ToString()), ("k8s.pod.uid", FakePods.WebSet.ToString())),
        [
            .. Of(("k8s.pod.uid", FakePods.Web.ToString()), ("k8s.pod.label.app", 7)),
            .. TestRequest.Of(new TestSpan { TraceId = [1] }, new TestSpan()),
        ],
        Proto.Message(1, [
            Proto.Text(3, "u"), Proto.Message(2, Proto.Message(2, new TestSpan().ToBytes())),
            Proto.Message(1, Resources.Of(("k8s.pod.uid", FakePods.Web.ToString()))), Proto.Varint(14, 1)]),
    ];

    private static byte[] Of(params (string Key, object Value)[] resource) => TestRequest.OfRaw(Resources.Of(resource), new TestSpan().ToBytes());

    private readonly struct Reader(List<string> children) : ISpanVisitor
    {
        public List<string> Children => children;

        public void OnResource(ReadOnlySpan<byte> resource, int tagPosition)
        {
            var list = new AttributeList(resource, AttributeList.InResource);
            while (list.TryReadNext(out _))
            {
            }
        }

        public void OnScope(ReadOnlySpan<byte> scope, int tagPosition) => children.Add(Convert.ToHexString(scope));

        public void OnSpan(ReadOnlySpan<byte> span, int tagPosition) => children.Add(Convert.ToHexString(span));
    }
}
