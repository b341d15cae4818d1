using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using PodMirror.Agent.Access;
using PodMirror.Agent.Api;
using PodMirror.Agent.Audit;
using PodMirror.Agent.Catalog;
using PodMirror.Agent.Catalog.Api;
using PodMirror.Agent.Catalog.Descriptions;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Coverage;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Injector;
using PodMirror.Agent.Live;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Metrics.Export;
using PodMirror.Agent.Page;
using PodMirror.Agent.Pipeline;
using PodMirror.Agent.PodMetadata;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Security;
using PodMirror.Agent.Sidecars;
using PodMirror.Agent.Store;
using PodMirror.Spans;

namespace PodMirror.Agent;

/// <summary>
/// The composition root: every part, joined once. The life of a span is receiver, <see cref="Ingest"/>, <see cref="DurableQueue"/>, and
/// from there to the <see cref="StoreWriter"/> with the API and the live stream, and to each <see cref="Forwarder"/>.
/// </summary>
internal sealed class AgentApp : IAsyncDisposable
{
    private readonly AgentOptions _options;
    private readonly DataDirectory _directory;
    private readonly AgentListeners _listeners;
    private readonly AgentServer _server;
    private readonly StoreWriter _store;
    private readonly DurableQueue _queue;
    private readonly ForwarderSet _forwarders;
    private readonly ExchangeReader _reader;
    private readonly CatalogFeed? _catalog;
    private readonly DescriptionBook? _descriptions;
    private readonly PodInjector? _injector;
    private readonly ClusterMetadata? _metadata;
    private readonly SidecarConfigFile _sidecarConfig;
    private readonly ReceiverTls? _receiverTls;
    private readonly BearerTokens _tokens;
    private readonly AuditLog _audit;
    private readonly WebAccess _access;
    private readonly FileReloader _reloader;
    private readonly MetricsExportLedger _exportLedger = new();
    private readonly MetricsExporter? _export;
    private readonly Prober? _prober;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;

    /// <summary>Joins the parts; opens the data directory and nothing else.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="clock">The time of every part but the web server.</param>
    /// <param name="configureLogs">Where logs go.</param>
    /// <param name="environment">Gives a variable's value, or null; without it the process's own are read.</param>
    public AgentApp(
        AgentOptions options, TimeProvider clock, Action<ILoggingBuilder> configureLogs, Func<string, string?>? environment = null)
    {
        var certificate = new ServingCertificate();
        _receiverTls = options.Receiver.Tls is { } tls ? new ReceiverTls(tls, clock) : null;
        (_options, _clock, _listeners) = (options, clock, new AgentListeners(options, certificate, _receiverTls, clock, Metrics));
        _tokens = new BearerTokens(options.Receiver.TokenFile);
        _reloader = new FileReloader(clock);
        _directory = DataDirectory.Open(options.Data);
        _server = new AgentServer(_listeners, options.Grace * AgentLimits.RequestsShareOfGrace, () => Intakes!, configureLogs);
        _log = _server.Log<AgentApp>();
        _audit = new AuditLog(_directory.Path, clock, _server.Log<AuditLog>());
        _access = new WebAccess(options.Access, _directory.Path, _audit, clock, _server.Logs);
        _injector = options.Injector is { } injector ? PodInjector.Open(injector, certificate, clock, _server.Logs) : null;
        _metadata = options.Metadata is { } metadata ? ClusterMetadata.Open(metadata, clock, _server.Logs) : null;
        var storeOptions = new StoreOptions(_directory.Path, options.StoreMaxBytes, options.StoreMaxAge, options.StoreMaxSpansPerSecond);
        var file = new StoreFile(storeOptions, clock);
        var live = new LiveHub(Metrics);
        var budget = new ByteBudget(options.QueueMaxBytes);
        _queue = new DurableQueue(_directory.Path, Destinations.Of(options), budget, clock, _server.Log<DurableQueue>());
        environment ??= Environment.GetEnvironmentVariable;
        _forwarders = ForwarderFactory.Make(options, _queue, environment, clock, _server.Log<Forwarder>());
        var sidecars = new SidecarTable(Metrics, clock);
        var ingest = new Ingest(_queue, Metrics, _injector?.LastSpans, _metadata, _server.Lifetime.ApplicationStopping);
        Intakes = new OtlpIntakes(ingest, new MetricsIntake(sidecars));
        _store = new StoreWriter(file, storeOptions, StoreQueue, Metrics, live, clock, _server.Log<StoreWriter>());
        _reader = new ExchangeReader(file, _store, clock);
        _catalog = options.Catalog ? new CatalogFeed(file, _store, _directory.Path, clock, _server.Log<CatalogFeed>()) : null;
        _descriptions = _catalog is null ? null : new DescriptionBook(_catalog, _directory.Path, clock, _server.Log<DescriptionBook>());
        _server.MapGrpc(new GrpcAdmission(_tokens, budget, Metrics));
        var http = new OtlpHttpReceiver(Intakes, _tokens, budget, Metrics, _server.Log<OtlpHttpReceiver>());
        _sidecarConfig = new SidecarConfigFile(options.SidecarConfig, clock);
        var sidecarConfig = new SidecarConfigEndpoint(_sidecarConfig);

        // Who may not come in is told so, and counted, by the receiver, whatever the path.
        _server.Map(AgentListener.Http, context => context.Request.Path == SidecarConfigEndpoint.Path && _tokens.Admits(context.Request)
            ? sidecarConfig.HandleAsync(context)
            : http.HandleAsync(context));
        Table = MakeTable(budget, live, sidecars);
        _export = OwnMetrics.Make(options.Self.ExportMetrics, Table, _exportLedger, environment, clock, _server.Log<MetricsExporter>());
        _prober = options.Self.Probe is { } probe ? MakeProber(probe) : null;
        Routes = MakeRoutes(new ExchangesEndpoint(_reader, clock), live, sidecarConfig, budget, sidecars);
        var web = new WebEndpoints(new WebGuard(options.WebHosts), _access.Gate, Routes, _server.Log<WebEndpoints>());
        _server.Map(AgentListener.Web, web.HandleAsync);
        if (_injector is not null)
        {
            _server.Map(AgentListener.Webhook, _injector.Endpoint.HandleAsync);
        }
    }

    private WebRoutes MakeRoutes(
        ExchangesEndpoint exchanges, LiveHub live, SidecarConfigEndpoint sidecarConfig, ByteBudget budget, SidecarTable sidecars) => new WebRoutes()
        .Get("/api/v1/exchanges", exchanges.ListAsync)
        .Get("/api/v1/exchanges/{id}", (context, values) => exchanges.GetAsync(context, values[0]))
        .Get("/api/v1/live", new LiveEndpoint(live, _server.Lifetime, _clock).HandleAsync)
        .Get("/api/v1/coverage", new CoverageEndpoint(_injector?.Coverage).HandleAsync)
        .Get("/api/v1/sidecars", new SidecarsEndpoint(sidecars).HandleAsync)
        .Get(
            "/api/v1/pipeline",
            new PipelineEndpoint(Metrics, _queue, StoreQueue, budget, _store, _forwarders, _prober, _catalog, _injector is not null).HandleAsync)
        .AddCatalog(_catalog, _descriptions, (context, action, target) => _audit.Record(WebUser.Of(context), action, target))
        .Get(SidecarConfigEndpoint.Path, sidecarConfig.HandleAsync)
        .Get("/healthz", HealthEndpoint.LivenessAsync)
        .Get("/readyz", new HealthEndpoint(_store, _queue, _injector, _server.Lifetime).ReadinessAsync)
        .Get("/metrics", new MetricsEndpoint(Table).HandleAsync)
        .Add(_access.AddTo)
        .Get(OpenApiEndpoint.Path, OpenApiEndpoint.HandleAsync)
        .Get("/api/v1/audit", new AuditEndpoint(_audit).HandleAsync)
        .Add(HttpMethods.Post, PolicyReports.Path, (context, _) => new PolicyReports(Metrics).HandleAsync(context), WebRole.None, []);

    private MetricTable MakeTable(ByteBudget budget, LiveHub live, SidecarTable sidecars) => new MetricTable()
        .Add(writer => ReceiverSeries.Write(writer, Metrics, StoreQueue))
        .Add(writer => ReceiverSeries.Write(writer, _receiverTls))
        .Add(writer => ForwarderSeries.Write(writer, _forwarders))
        .Add(writer => QueueSeries.Write(writer, _queue, budget))
        .Add(writer => StoreSeries.Write(writer, _store, live))
        .AddIf(_catalog, CatalogSeries.Write)
        .Add(writer => SidecarSeries.Write(writer, sidecars))
        .Add(writer => SidecarConfigSeries.Write(writer, _sidecarConfig))
        .Add(_access.WriteTo)
        .Add(writer => AuditSeries.Write(writer, _audit))
        .AddIf(_injector, InjectorSeries.Write)
        .AddIf(_metadata, MetadataSeries.Write)
        .Add(_exportLedger.WriteTo)
        .Add(writer => _prober?.Ledger.WriteTo(writer));

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The prober owns its client.")]
    private Prober MakeProber(ProbeOptions probe)
    {
        var client = new ProbeClient(
            () => EndPoint(AgentListener.Http), () => EndPoint(AgentListener.Web), _receiverTls, _tokens, _access.OwnToken, probe.Timeout);
        return new Prober(probe, client, _options.StoreMaxSpansPerSecond > 0, _clock, _server.Log<Prober>());
    }

    /// <summary>The ledger.</summary>
    public AgentMetrics Metrics { get; } = new();

    /// <summary>The backends.</summary>
    public IReadOnlyList<Forwarder> Forwarders => _forwarders.All;

    /// <summary>All metrics, in the order of the page.</summary>
    public MetricTable Table { get; }

    /// <summary>What is on the web port, besides the files of the page.</summary>
    public WebRoutes Routes { get; }

    /// <summary>Where a listener listens, once started.</summary>
    public System.Net.IPEndPoint EndPoint(AgentListener listener) => _listeners.EndPoint(listener);

    private OtlpIntakes Intakes { get; }

    private QueueConsumer StoreQueue => _queue.Consumers[0];

    /// <summary>Opens the store, then the ports. Throws <see cref="StartupException"/> with one line that says what to do.</summary>
    public async Task StartAsync()
    {
        ILogger log = _server.Log<FileReloader>();
        _reloader.Start([.. _sidecarConfig.Files(log), .. _receiverTls?.Files(log) ?? [], .. _tokens.Files(log), .. _access.Files(log)]);
        try
        {
            _queue.Start();
            _store.Start();
            _catalog?.Start();
            _descriptions?.Start();
            _audit.Start();
        }
        catch (Exception fault) when (fault is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException)
        {
            string why = FaultText.Of(fault, _options.Data);
            string what = $"cannot open queue and store in {_options.Data} ({why})";
            throw new StartupException($"{what}; name another directory with --data DIR", fault);
        }

        _forwarders.Start();
        _metadata?.Start();
        _access.Start(_options.Web);
        try
        {
            await _server.StartAsync();
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            throw _listeners.Explain(fault);
        }

        AgentLog.Started(_log, EndPoint(AgentListener.Grpc), EndPoint(AgentListener.Http), EndPoint(AgentListener.Web), _options);
        _injector?.Start(EndPoint(AgentListener.Webhook));
        _export?.Start();
        _prober?.Start();
    }

    /// <summary>Reads again at once what is read again every few seconds.</summary>
    internal void RefreshFiles() => _reloader.Refresh();

    /// <summary>Waits until the process is asked to stop (SIGTERM, SIGINT). The stop itself, with its grace, is <see cref="StopAsync"/>.</summary>
    public async Task WaitForStopAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (_server.Lifetime.ApplicationStopping.Register(asked.SetResult))
        {
            await asked.Task;
        }
    }

    /// <summary>
    /// Stops receiving, after a moment for the webhook's callers to hear of it, then writes and forwards what is accepted, all within the grace.
    /// </summary>
    public async Task StopAsync()
    {
        using var grace = new CancellationTokenSource(_options.Grace * AgentLimits.DrainShareOfGrace, _clock);
        if (_injector is not null)
        {
            // It is told that we stop only after we are; until then the API server goes on asking us.
            await Task.Delay(_options.Grace * AgentLimits.LingerShareOfGrace, _clock);
        }

        if (_prober is not null)
        {
            await _prober.StopAsync();
        }

        await _server.StopAsync();
        await EmptyAsync(grace.Token);
        if (_export is not null)
        {
            await _export.StopAsync(_options.Grace * AgentLimits.LastMetricsShareOfGrace);
        }

        await _queue.StopAsync();
        long dropped = Metrics.SpansDropped.Total + StoreQueue.Dropped.Total;
        long kept = StoreQueue.Spans + _forwarders.Waiting;
        AgentLog.Stopped(_log, Metrics.SpansStored.Value, dropped, _forwarders.Forwarded, _forwarders.Dropped, kept);
    }

    /// <summary>
    /// Stores and forwards what is queued, on a disk too: a Pod's may go with it. What a backend does not take in the grace stays in a queue on a
    /// disk, and is lost with one in memory.
    /// </summary>
    private async Task EmptyAsync(CancellationToken grace)
    {
        await Task.WhenAll(DrainStoreAsync(grace), _forwarders.DrainAsync(_queue.IsDurable, grace));
        await _forwarders.StopAsync(grace);
        if (!_queue.IsDurable)
        {
            foreach (QueueConsumer consumer in _queue.Consumers)
            {
                consumer.DropRest();
            }
        }
    }

    private async Task DrainStoreAsync(CancellationToken grace)
    {
        await _store.DrainAsync(grace);
        await (_catalog?.StopAsync(grace) ?? Task.CompletedTask);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_prober?.DisposeAsync() ?? default);
        await (_export?.DisposeAsync() ?? default);
        await _server.DisposeAsync();
        await (_injector?.DisposeAsync() ?? default);
        await (_metadata?.DisposeAsync() ?? default);
        await _access.DisposeAsync();
        _audit.Dispose();
        _reader.Dispose();
        _reloader.Dispose();
        await _forwarders.DisposeAsync();
        await (_descriptions?.DisposeAsync() ?? default);
        await (_catalog?.DisposeAsync() ?? default);
        await _store.DisposeAsync();
        await _queue.DisposeAsync();
        _directory.Dispose();
    }
}
