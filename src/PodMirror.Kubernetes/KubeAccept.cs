namespace PodMirror.Kubernetes;

/// <summary>
/// What an answer should be (Kubernetes API concepts, "Alternate representations of resources"). Behind it stands plain JSON, for an API server that
/// does not know the other: whoever reads metadata only reads both alike.
/// </summary>
internal static class KubeAccept
{
    /// <summary>A list of which each object has its metadata and nothing else: no spec, no status.</summary>
    internal const string MetadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    /// <summary>A watch of the same.</summary>
    internal const string Metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
}
