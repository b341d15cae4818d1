using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Injector.Certificates;
using PodMirror.Agent.Security;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Tests.Injector;

/// <summary>What one replica has of the certificate, driven step by step.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    public Replica(TestInjector injector, KubeClient client, FakeClock clock)
    {
        Keeper = new CertificateKeeper(client, injector.Options, "podmirror", Serving, clock, NullLogger.Instance);
        _watch = Keeper.WatchAsync(_stop.Token);
    }

    public ServingCertificate Serving { get; } = new();

    public CertificateKeeper Keeper { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }
}
