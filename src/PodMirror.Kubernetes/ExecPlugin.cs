using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>
/// Credentials of a program of the user's. It is run when they are first needed, when they expired, and when the API server no longer takes them;
/// whoever needs them meanwhile waits for the same run.
/// </summary>
/// <param name="settings">The program.</param>
/// <param name="clock">Says what has expired.</param>
internal sealed class ExecPlugin(ExecSettings settings, TimeProvider clock) : IKubeCredentials
{
    private readonly Lock _gate = new();
    private ExecCredential? _last;
    private Task<ExecCredential>? _run;

    /// <summary>The certificate of the kubeconfig, which goes before that of the program.</summary>
    internal X509Certificate2? Certificate { get; init; }

    /// <inheritdoc/>
    public async ValueTask<KubeCredential> GetAsync(CancellationToken cancel)
    {
        Task<ExecCredential> run;
        lock (_gate)
        {
            if (_last is { } last && !(last.Expires <= clock.GetUtcNow()))
            {
                return last.Credential;
            }

            run = _run is { IsCompleted: false } running ? running : _run = RunAsync();
        }

        return (await run.WaitAsync(cancel)).Credential;
    }

    /// <inheritdoc/>
    public void Refuse()
    {
        lock (_gate)
        {
            _last = null;
        }
    }

    // Nobody's request ends it: its own limit does.
    private async Task<ExecCredential> RunAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        ExecCredential read = await ExecProgram.RunAsync(settings);
        ExecCredential whole = Certificate is null ? read : read with { Credential = read.Credential with { Certificate = Certificate } };
        lock (_gate)
        {
            _last = whole;
        }

        return whole;
    }
}
