using System.Text;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;
using PodMirror.Spans;

namespace PodMirror.Agent.Probe;

/// <summary>
/// By what probes are known wherever they go: their service, and an attribute of their resource. Whoever else marks spans so keeps them from backends
/// and out of lists, which he could do by not sending them.
/// </summary>
internal static class ProbeMark
{
    /// <summary>The service of probes.</summary>
    public const string Service = "podmirror-prober";

    /// <summary>The attribute of their resource, which is true.</summary>
    public const string Attribute = "podmirror.probe";

    private const int ResourceSpansField = 1;
    private const int ResourceField = 1;

    private static readonly byte[] Utf8Service = Encoding.UTF8.GetBytes(Service);
    private static readonly byte[] Utf8Attribute = Encoding.UTF8.GetBytes(Attribute);

    /// <summary>Whether a service is that of probes.</summary>
    public static bool IsService(ReadOnlySpan<byte> service) => service.SequenceEqual(Utf8Service);

    /// <summary>Whether a resource that was checked before is that of probes.</summary>
    public static bool IsResource(ReadOnlySpan<byte> resource)
    {
        if (!IsService(SourceNames.Of(resource).Service))
        {
            return false;
        }

        var attributes = new AttributeList(resource, AttributeList.InResource);
        while (attributes.TryReadNext(out KeyValue attribute))
        {
            if (attribute.Key.SequenceEqual(Utf8Attribute))
            {
                return attribute.Value is { Kind: AnyValueKind.Bool, Bool: true };
            }
        }

        return false;
    }

    /// <summary>Whether a request that was checked before is one of the prober: a single resource, and that of probes.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> request)
    {
        var reader = new ProtoReader(request);
        return reader.TryReadTag(out int field, out WireType wire)
            && field == ResourceSpansField
            && reader.TryReadBytes(wire, out ReadOnlySpan<byte> resourceSpans)
            && reader.Position == request.Length
            && TryFindResource(resourceSpans, out ReadOnlySpan<byte> resource)
            && IsResource(resource);
    }

    private static bool TryFindResource(ReadOnlySpan<byte> resourceSpans, out ReadOnlySpan<byte> resource)
    {
        resource = default;
        var reader = new ProtoReader(resourceSpans);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == ResourceField)
            {
                return reader.TryReadBytes(wire, out resource);
            }

            reader.TrySkip(wire);
        }

        return false;
    }
}
