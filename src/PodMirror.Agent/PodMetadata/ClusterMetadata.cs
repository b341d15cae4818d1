using PodMirror.Agent.Configuration;
using PodMirror.Agent.Receiver;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Kubernetes metadata of spans: a watch each of Pods, ReplicaSets and Jobs, metadata only, what is kept of them, and its addition to requests.
/// </summary>
internal sealed class ClusterMetadata : IAsyncDisposable
{
    private readonly MetadataOptions _options;
    private readonly KubeClient _client;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly ObjectWatch[] _watches;
    private readonly AttributeKeys _keys;
    private readonly PodTable _pods;
    private readonly PodWaits _waits;
    private Task _run = Task.CompletedTask;
    private Task _listed = Task.CompletedTask;

    /// <summary>Knows nothing until it is started.</summary>
    public ClusterMetadata(MetadataOptions options, KubeClient client, TimeProvider clock, ILogger log)
    {
        (_options, _client, _clock, _log) = (options, client, clock, log);
        Memory = new TableMemory(options.MaxBytes);
        var workloads = new WorkloadTable(Memory);
        _keys = new AttributeKeys(options.Labels, options.Annotations);
        _pods = new PodTable(new PodAttributes(options), workloads, Memory, Metrics, clock);
        _waits = new PodWaits(_pods, clock);
        _pods.Added = _waits.OnAdded;
        _watches =
        [
            new(client, KubePath.Core("pods"), _pods) { IsMetadataOnly = true, Changed = _pods.Forget },
            new(client, "/apis/apps/v1/replicasets", new ControllerSink(workloads, WorkloadKind.Deployment, Metrics)) { IsMetadataOnly = true },
            new(client, "/apis/batch/v1/jobs", new ControllerSink(workloads, WorkloadKind.CronJob, Metrics)) { IsMetadataOnly = true },
        ];
    }

    /// <summary>What is counted.</summary>
    public MetadataMetrics Metrics { get; } = new();

    /// <summary>What the table takes.</summary>
    public TableMemory Memory { get; }

    /// <summary>Pods that are known.</summary>
    public int Pods => _pods.Count;

    /// <summary>Whether every Pod and every owner was listed once.</summary>
    public bool IsSynced => _watches.All(watch => watch.Synced.IsCompletedSuccessfully);

    /// <summary>What stands in the way of knowing, in one line; null when nothing does.</summary>
    public string? Trouble => _watches.Select(watch => watch.Trouble).FirstOrDefault(trouble => trouble is not null);

    /// <summary>Finds the cluster. Throws <see cref="StartupException"/> with one line that says what to do.</summary>
    public static ClusterMetadata Open(MetadataOptions options, TimeProvider clock, ILoggerFactory logs)
    {
        try
        {
            return new ClusterMetadata(options, new KubeAccess(options.Kubeconfig).Connect(), clock, logs.CreateLogger<ClusterMetadata>());
        }
        catch (KubeException fault)
        {
            throw new StartupException(fault.Message, fault);
        }
    }

    /// <summary>Begins to watch, and the time that requests wait.</summary>
    public void Start()
    {
        CancellationToken stop = _stop.Token;
        _listed = AwaitListsAsync(stop);
        _run = Task.WhenAll([_listed, .. _watches.Select(watch => watch.RunAsync(stop))]);
    }

    /// <summary>
    /// Adds to a request that was checked what is known of its Pods, after a bounded wait for it where it is not known yet.
    /// </summary>
    /// <param name="payload">The request, which is let go of when another takes its place.</param>
    /// <param name="lease">What it holds of the budget.</param>
    /// <param name="stopping">Ends waits.</param>
    /// <returns>The same, or what takes its place.</returns>
    public async ValueTask<Payload> EnrichAsync(Payload payload, BudgetLease lease, CancellationToken stopping)
    {
        if (!_listed.IsCompleted)
        {
            await _listed.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Metrics.Waits.Add(IsSynced ? WaitResult.Listed : WaitResult.NotListed);
        }

        long start = _clock.GetTimestamp();
        for (int waits = 0; ; waits++)
        {
            Payload? enriched = Enrich(payload, out Guid? unknown, out int[] results);
            TimeSpan left = MetadataLimits.UnknownWait - _clock.GetElapsedTime(start);
            bool mayWait = IsSynced && left > TimeSpan.Zero && waits < MetadataLimits.MaxWaitsPerRequest && !stopping.IsCancellationRequested;
            if (!mayWait || unknown is not { } uid)
            {
                return Settle(payload, enriched, results, lease);
            }

            WaitResult result = await _waits.WaitAsync(uid, left, stopping);
            Metrics.Waits.Add(result);
            if (result == WaitResult.Busy)
            {
                return Settle(payload, enriched, results, lease);
            }

            enriched?.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AwaitListsAsync(CancellationToken stop)
    {
        Task synced = Task.WhenAll(_watches.Select(watch => watch.Synced));
        await synced.WaitAsync(_options.Wait, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsSynced && !stop.IsCancellationRequested)
        {
            MetadataLog.NotListed(_log, Trouble ?? "the lists take longer");
        }
    }

    private Payload? Enrich(Payload payload, out Guid? unknown, out int[] results)
    {
        var enricher = new RequestEnricher(payload.Bytes.Span, _keys, _pods, _waits.IsStranger);
        Payload? enriched = enricher.Run();
        (unknown, results) = (enricher.Unknown, enricher.Results);
        return enriched;
    }

    private Payload Settle(Payload payload, Payload? enriched, int[] results, BudgetLease lease)
    {
        for (int i = 0; i < results.Length; i++)
        {
            Metrics.Lookups.Add((LookupResult)i, results[i]);
        }

        if (enriched is null)
        {
            return payload;
        }

        if (!lease.TryGrowTo(enriched.Bytes.Length))
        {
            enriched.Release();
            return payload;
        }

        (enriched.Spans, enriched.Lease, payload.Lease) = (payload.Spans, lease, null);
        payload.Release();
        return enriched;
    }
}
