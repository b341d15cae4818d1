using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>A token in a file that is written anew from time to time, as the kubelet does with that of a Pod: it is read for each request.</summary>
/// <param name="path">The file.</param>
/// <param name="certificate">The certificate that goes with it, when there is one.</param>
internal sealed class TokenFile(string path, X509Certificate2? certificate = null) : IKubeCredentials
{
    /// <inheritdoc/>
    public async ValueTask<KubeCredential> GetAsync(CancellationToken cancel)
    {
        try
        {
            string token = (await File.ReadAllTextAsync(path, cancel)).Trim();
            return new KubeCredential(KubeCredential.Bearer(token), certificate);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KubeException($"{path}: {FaultWords.OfFile(fault, path)}", fault);
        }
        catch (KubeException fault)
        {
            throw new KubeException($"{path}: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Refuse()
    {
        // The file is read anew in any case.
    }
}
