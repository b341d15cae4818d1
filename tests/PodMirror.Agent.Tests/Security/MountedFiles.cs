using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Security;

/// <summary>A folder of a sender as the kubelet fills it out of Secrets: empty at first.</summary>
internal sealed class MountedFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podmirror-mounted-");

    /// <summary>What a sender is told of it.</summary>
    public ExporterOptions Options => new()
    {
        Endpoint = new Uri("https://localhost"),
        CertificateFile = At("ca.crt"),
        ClientCertificateFile = At("tls.crt"),
        ClientKeyFile = At("tls.key"),
        TokenFile = At("token"),
    };

    public void Write(TestAuthority trusted, TestAuthority issuer, string token)
    {
        (string certificate, string key) = issuer.Issue("tme", TestAuthority.ClientUse);
        File.WriteAllText(At("ca.crt"), trusted.Pem);
        File.WriteAllText(At("tls.crt"), certificate);
        File.WriteAllText(At("tls.key"), key);
        File.WriteAllText(At("token"), token + "\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
