using PodMirror.Agent.Configuration;
using PodMirror.Agent.Coverage;
using PodMirror.Agent.Injector.Certificates;
using PodMirror.Agent.Injector.Webhook;
using PodMirror.Agent.Security;
using PodMirror.Injection;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Injector;

/// <summary>The injector: the webhook, what it knows of the cluster, its certificate, and coverage, joined once.</summary>
internal sealed class PodInjector : IAsyncDisposable
{
    private readonly InjectorOptions _options;
    private readonly ServingCertificate _certificate;
    private readonly KubeClient _client;
    private readonly ICertificateSource _certificates;
    private readonly string _namespace;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly PodWatches _pods;
    private readonly GapEvents _events;
    private Task _run = Task.CompletedTask;
    private bool _wasReady;

    private PodInjector(
        InjectorOptions options,
        InjectionSettings settings,
        ServingCertificate certificate,
        KubeClient client,
        string ownNamespace,
        TimeProvider clock,
        ILoggerFactory logs)
    {
        (_options, _certificate, _client, _namespace, _clock) = (options, certificate, client, ownNamespace, clock);
        _log = logs.CreateLogger<PodInjector>();
        Cluster = new ClusterFacts(client, settings);
        _certificates = options.CertificateDirectory is { } directory
            ? new CertificateFiles(directory, certificate, clock, _log)
            : new CertificateKeeper(client, options, ownNamespace, certificate, clock, _log);
        _pods = new PodWatches(client, Cluster);
        Coverage = new CoverageReport(_pods, Cluster, LastSpans = new LastSpans(clock));
        _events = new GapEvents(client, Coverage, clock, _log);
        Endpoint = new WebhookEndpoint(Cluster, Metrics, clock, logs.CreateLogger<WebhookEndpoint>());
    }

    /// <summary>What is known of the cluster.</summary>
    public ClusterFacts Cluster { get; }

    /// <summary>Until when the webhook's certificate is valid; null before there is one.</summary>
    public DateTimeOffset? CertificateEnd => _certificate.NotAfter;

    /// <summary>Whether the API server can call the webhook at this moment, as far as can be seen from here.</summary>
    public bool IsCallable => _certificates.IsReady && _certificate.NotAfter > _clock.GetUtcNow();

    /// <summary>What became of the reviews.</summary>
    public WebhookMetrics Metrics { get; } = new();

    /// <summary>When whose spans came.</summary>
    public LastSpans LastSpans { get; }

    /// <summary>How every Pod that takes part stands.</summary>
    public CoverageReport Coverage { get; }

    /// <summary>Answers the reviews.</summary>
    public WebhookEndpoint Endpoint { get; }

    /// <summary>What keeps the webhook from being called, or from deciding, in one line; null when nothing does.</summary>
    public string? Trouble
    {
        get
        {
            // Once the API server could call it, only what it can see counts: a cluster that is away for a moment takes no spans from the receivers.
            _wasReady |= _certificates.IsReady && Cluster.Synced.IsCompletedSuccessfully;
            if (!_wasReady)
            {
                return _certificates.Trouble ?? Cluster.Trouble ?? "starting";
            }

            return _certificate.NotAfter > _clock.GetUtcNow() ? null : "the certificate is no longer valid";
        }
    }

    /// <summary>Reads the settings and finds the cluster. Throws <see cref="StartupException"/> with one line that says what to do.</summary>
    public static PodInjector Open(InjectorOptions options, ServingCertificate certificate, TimeProvider clock, ILoggerFactory logs)
    {
        InjectionSettings settings = ReadSettings(options.Settings);
        try
        {
            KubeClient client = new KubeAccess(options.Kubeconfig).Connect();
            string ownNamespace = options.Namespace ?? KubeAccess.AccountNamespace() ?? client.Namespace
                ?? throw new StartupException("nothing says which namespace the agent is in; name it with --namespace");
            return new PodInjector(options, settings, certificate, client, ownNamespace, clock, logs);
        }
        catch (KubeException fault)
        {
            throw new StartupException(fault.Message, fault);
        }
    }

    /// <summary>Begins to watch the cluster and to keep the certificate.</summary>
    public void Start(System.Net.IPEndPoint webhook)
    {
        InjectorLog.Started(_log, webhook, $"{_options.Service}.{_namespace}.svc", _options.Settings);
        CancellationToken stop = _stop.Token;
        _run = Task.WhenAll(Cluster.RunAsync(stop), _certificates.RunAsync(stop), _pods.RunAsync(stop), _events.RunAsync(stop));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _client.Dispose();
        Cluster.Dispose();
        _stop.Dispose();
    }

    private static InjectionSettings ReadSettings(string file)
    {
        try
        {
            return InjectionSettings.TryRead(File.ReadAllBytes(file), out InjectionSettings? settings, out string? fault)
                ? settings
                : throw new StartupException($"the injection settings of {file}: {fault}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            string why = FaultText.OfFile(fault);
            throw new StartupException($"cannot read the injection settings {file}: {why}; name the file with --injection FILE", fault);
        }
    }
}
