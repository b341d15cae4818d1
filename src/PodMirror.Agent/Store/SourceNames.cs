using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Store;

/// <summary>What a resource says about where its spans are from (OpenTelemetry resource conventions).</summary>
internal ref struct SourceNames
{
    /// <summary>service.name.</summary>
    public ReadOnlySpan<byte> Service;

    /// <summary>k8s.namespace.name, or service.namespace where that is absent.</summary>
    public ReadOnlySpan<byte> Namespace;

    /// <summary>k8s.pod.name.</summary>
    public ReadOnlySpan<byte> Pod;

    /// <summary>Reads the names of a resource that was checked before.</summary>
    public static SourceNames Of(ReadOnlySpan<byte> resource)
    {
        SourceNames names = default;
        ReadOnlySpan<byte> serviceNamespace = default;
        var attributes = new AttributeList(resource, AttributeList.InResource);
        while (attributes.TryReadNext(out KeyValue attribute))
        {
            if (attribute.Value.Kind != AnyValueKind.String)
            {
                continue;
            }

            if (attribute.Key.SequenceEqual("service.name"u8))
            {
                names.Service = attribute.Value.Bytes;
            }
            else if (attribute.Key.SequenceEqual("k8s.namespace.name"u8))
            {
                names.Namespace = attribute.Value.Bytes;
            }
            else if (attribute.Key.SequenceEqual("k8s.pod.name"u8))
            {
                names.Pod = attribute.Value.Bytes;
            }
            else if (attribute.Key.SequenceEqual("service.namespace"u8))
            {
                serviceNamespace = attribute.Value.Bytes;
            }
        }

        names.Namespace = names.Namespace.IsEmpty ? serviceNamespace : names.Namespace;
        return names;
    }
}
