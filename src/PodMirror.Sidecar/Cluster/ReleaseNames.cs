namespace PodMirror.Sidecar.Cluster;

/// <summary>Where a release of PodMirror is in a cluster, and what its objects are called (docs/install.md).</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">The name of its Deployment, its Service and its webhook.</param>
internal sealed record ReleaseNames(string Namespace, string Name)
{
    /// <summary>The ConfigMap with the injection settings.</summary>
    internal string Settings => Name + "-injection";
}
