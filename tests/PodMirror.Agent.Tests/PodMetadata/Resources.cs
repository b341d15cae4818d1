using System.Text;
using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Tests.PodMetadata;

/// <summary>Resources, and what stands in them.</summary>
internal static class Resources
{
    public static byte[] Of(params (string Key, object Value)[] attributes) =>
        Proto.Join([.. attributes.Select(one => Proto.Message(1, Proto.Attribute(one.Key, one.Value)))]);

    /// <summary>All attributes of all resources, each as <c>key=value</c>, in their order.</summary>
    public static string[] Read(byte[] request)
    {
        var visitor = new Visitor([], []);
        Assert.Equal(TraceFault.None, TraceRequest.Walk(request, ref visitor, out _));
        return [.. visitor.Attributes];
    }

    /// <summary>All spans, byte for byte.</summary>
    public static string[] Spans(byte[] request)
    {
        var visitor = new Visitor([], []);
        Assert.Equal(TraceFault.None, TraceRequest.Walk(request, ref visitor, out _));
        return [.. visitor.Spans];
    }

    private readonly struct Visitor(List<string> attributes, List<string> spans) : ISpanVisitor
    {
        public List<string> Attributes => attributes;

        public List<string> Spans => spans;

        public void OnResource(ReadOnlySpan<byte> resource, int tagPosition)
        {
            var list = new AttributeList(resource, AttributeList.InResource);
            while (list.TryReadNext(out KeyValue attribute))
            {
                attributes.Add($"{Encoding.UTF8.GetString(attribute.Key)}={Encoding.UTF8.GetString(attribute.Value.Bytes)}");
            }

            Assert.Equal(TraceFault.None, list.Fault);
        }

        public void OnScope(ReadOnlySpan<byte> scope, int tagPosition) => spans.Add("scope " + Convert.ToHexString(scope));

        public void OnSpan(ReadOnlySpan<byte> span, int tagPosition) => spans.Add("span " + Convert.ToHexString(span));
    }
}
