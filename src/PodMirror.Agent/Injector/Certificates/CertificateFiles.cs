using PodMirror.Agent.Security;
using PodMirror.Spans;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>A certificate that somebody else keeps in a directory, such as cert-manager by a mounted Secret: read again when it changes.</summary>
internal sealed class CertificateFiles : ICertificateSource
{
    // A mounted Secret changes some tens of seconds after the Secret; nobody waits for this.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly ServingCertificate _serving;
    private readonly TimeProvider _clock;
    private readonly ReloadedFiles _files;

    /// <summary>Names the directory; reads nothing yet.</summary>
    public CertificateFiles(string directory, ServingCertificate serving, TimeProvider clock, ILogger log)
    {
        (_serving, _clock) = (serving, clock);
        _files = new ReloadedFiles(
            $"tls.crt with tls.key of {directory}",
            [Path.Combine(directory, "tls.crt"), Path.Combine(directory, "tls.key")],
            Pem.MaxFileBytes,
            contents => serving.Use(contents[0], contents[1], clock.GetUtcNow()),
            log);
    }

    /// <inheritdoc/>
    public bool IsReady => _serving.Current is not null;

    /// <inheritdoc/>
    public string? Trouble => _files.Trouble is { } trouble ? $"{_files.What} cannot be used: {trouble}" : null;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            Load();
            await Task.Delay(Poll, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads the files, if they are others than before.</summary>
    internal void Load() => _files.Refresh();
}
