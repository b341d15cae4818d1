namespace PodMirror.Kubernetes;

/// <summary>Where credentials come from. Safe for use by several threads.</summary>
internal interface IKubeCredentials
{
    /// <summary>Those for the next request.</summary>
    /// <exception cref="KubeException">There are none.</exception>
    ValueTask<KubeCredential> GetAsync(CancellationToken cancel);

    /// <summary>The API server did not take them (401).</summary>
    void Refuse();
}
