namespace PodMirror.Kubernetes;

/// <summary>A header field of a request that is for what stands behind the API server's proxy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record KubeField(string Name, string Value);
