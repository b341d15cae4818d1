using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>A certificate that somebody else keeps in a directory, such as cert-manager by a mounted Secret: read again when it changes.</summary>
internal sealed class CertificateFiles(string directory, ServingCertificate serving, TimeProvider clock, ILogger log) : ICertificateSource
{
    // A mounted Secret changes some tens of seconds after the Secret; nobody waits for this.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private string _read = "";

    /// <inheritdoc/>
    public bool IsReady => serving.Current is not null;

    /// <inheritdoc/>
    public string? Trouble { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            Load();
            await Task.Delay(Poll, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads the files, if they are others than before.</summary>
    internal void Load()
    {
        try
        {
            string certificate = File.ReadAllText(Path.Combine(directory, "tls.crt"));
            string key = File.ReadAllText(Path.Combine(directory, "tls.key"));
            if (certificate != _read)
            {
                var loaded = X509Certificate2.CreateFromPem(certificate, key);
                var chain = new X509Certificate2Collection();
                chain.ImportFromPem(certificate);
                serving.Use(loaded, chain);
                _read = certificate;
                InjectorLog.Serving(log, loaded.NotAfter);
            }

            Trouble = null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            string trouble = $"{directory}: tls.crt and tls.key cannot be used ({fault.GetType().Name})";
            if (trouble != Trouble)
            {
                InjectorLog.CertificateTrouble(log, trouble);
            }

            Trouble = trouble;
        }
    }
}
