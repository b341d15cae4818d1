namespace PodMirror.Kubernetes;

/// <summary>Credentials that stay the same.</summary>
/// <param name="credential">They.</param>
internal sealed class FixedCredentials(KubeCredential credential) : IKubeCredentials
{
    /// <inheritdoc/>
    public ValueTask<KubeCredential> GetAsync(CancellationToken cancel) => ValueTask.FromResult(credential);

    /// <inheritdoc/>
    public void Refuse()
    {
        // There are no others.
    }
}
