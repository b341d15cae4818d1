using PodMirror.Agent.Configuration;
using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>The real agent on a disk, under load, between two faulty backends, and the laws that hold whatever they do.</summary>
internal sealed class FaultRig : IAsyncDisposable
{
    /// <summary>Waits of a second take 50 ms.</summary>
    private const int Speed = 20;

    /// <summary>An attempt may take 5 s of the real clock: none is given up because the machine is busy.</summary>
    private const string TimeoutMs = "100000";

    /// <summary>An attempt to take more than there is shows for a moment.</summary>
    private const long MemorySlack = 8 << 20;

    /// <summary>The most of the load's spans that go together.</summary>
    private const long SpansPerRequest = ForwardLimits.MergedRequestBytes / FaultLoad.AttributeBytes;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("podmirror-faults-");
    private readonly int _seed;
    private readonly List<TestAgent> _stopped = [];
    private TestAgent? _agent;

    private FaultRig(int seed, IReadOnlyList<IFaultyBackend> backends) => (_seed, Backends, Load) = (seed, backends, new FaultLoad(seed));

    public IReadOnlyList<IFaultyBackend> Backends { get; }

    public FaultLoad Load { get; }

    public TestAgent Agent => _agent!;

    /// <summary>The most that was in memory, of what the agent holds itself.</summary>
    public double MostBytes { get; private set; }

    /// <summary>Starts both backends and the agent.</summary>
    public static async Task<FaultRig> StartAsync(int seed, double share, params Fault[] faults)
    {
        IFaultyBackend[] backends =
        [
            new FaultyHttpBackend(new FaultPlan(seed, share, faults)),
            await FaultyGrpcBackend.StartAsync(new FaultPlan(seed + 1, share, faults)),
        ];
        var rig = new FaultRig(seed, backends);
        await rig.StartAgentAsync();
        return rig;
    }

    /// <summary>Stops the agent while it is sent to, and starts another on the same disk.</summary>
    public async Task RestartAsync()
    {
        await Agent.StopAsync();
        Load.GoTo(null);
        _stopped.Add(Agent);
        await Agent.App.DisposeAsync();
        await StartAgentAsync();
    }

    /// <summary>Waits until the backends have everything, and holds memory against its bound meanwhile.</summary>
    public async Task SettleAsync(Task load)
    {
        while (!load.IsCompleted || await Agent.MetricAsync("forward_queue_spans") > 0)
        {
            await LookAsync();
            await Task.Delay(20);
        }

        await load;
        await Agent.SettleAsync();
    }

    /// <summary>Holds what is in memory against its bound.</summary>
    public async Task LookAsync()
    {
        double bytes = await Agent.MetricAsync("queue_bytes");
        MostBytes = Math.Max(MostBytes, bytes);
        Assert.True(bytes <= await Agent.MetricAsync("queue_limit_bytes") + MemorySlack, $"seed {_seed}: {bytes} bytes in memory");
    }

    /// <summary>Nothing acknowledged is missing, nothing came twice that need not, and every ledger adds up.</summary>
    public void AssertLaws()
    {
        long accepted = Sum(agent => agent.App.Metrics.SpansAccepted.Value);
        long acknowledged = Load.Acknowledged.Count;
        long again = (accepted - acknowledged) + (_stopped.Count * ForwardLimits.MaxUnderWay * SpansPerRequest);
        Assert.True(accepted >= acknowledged && accepted <= acknowledged + Load.Uncertain, Explain($"{accepted} accepted of {acknowledged}"));
        foreach (IFaultyBackend backend in Backends)
        {
            BackendLedger truth = backend.Ledger;
            string what = Explain($"{backend.Target.Protocol}: {backend.Plan.Done}");
            Assert.True(truth.Missing(Load.Acknowledged) == 0, $"{what}; {truth.Missing(Load.Acknowledged)} spans are missing");
            Assert.True(truth.Unforced <= again, $"{what}; {truth.Unforced} spans came again whose end was known");
            AssertLedger(backend, what, accepted, _stopped.Count > 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestAgent stopped in _stopped)
        {
            stopped.Client.Dispose();
        }

        await Agent.DisposeAsync();
        foreach (IFaultyBackend backend in Backends)
        {
            await backend.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private async Task StartAgentAsync()
    {
        _agent = await TestAgent.StartAsync(
            options => options with
            {
                Data = _directory.FullName,
                Forward = [.. Backends.Select(backend => backend.Target)],
                QueueMaxBytes = AgentLimits.MinQueueBytes,
                Grace = TimeSpan.FromSeconds(20),
            },
            new FastClock(Speed),
            name => name == "OTEL_EXPORTER_OTLP_TIMEOUT" ? TimeoutMs : null);
        Load.GoTo(_agent);
    }

    private void AssertLedger(IFaultyBackend backend, string what, long accepted, bool isRestarted)
    {
        long forwarded = Sum(agent => Of(agent, backend).Metrics.Forwarded.Value);
        long rejected = Sum(agent => Of(agent, backend).Metrics.Dropped[ForwardDropReason.Rejected]);
        long refused = Sum(agent => Of(agent, backend).Metrics.Dropped[ForwardDropReason.Refused]);
        long dropped = Sum(agent => Of(agent, backend).Metrics.Dropped.Total + Of(agent, backend).Queue.Dropped.Total);
        BackendLedger truth = backend.Ledger;
        Assert.True(accepted == forwarded + dropped, $"{what}; accepted {accepted}, forwarded {forwarded}, dropped {dropped}");
        Assert.True(dropped == rejected + refused, $"{what}; dropped {dropped}, rejected {rejected}, refused {refused}");
        if (!isRestarted)
        {
            // What a backend answered just when the agent ended, it does not know.
            Assert.Equal((truth.Taken, truth.Rejected, truth.Dropped, what), (forwarded, rejected, refused, what));
        }
    }

    private static Forwarder Of(TestAgent agent, IFaultyBackend backend) =>
        agent.App.Forwarders.Single(forwarder => forwarder.Target == backend.Target);

    private long Sum(Func<TestAgent, long> count) => _stopped.Append(Agent).Sum(count);

    private string Explain(string what) => $"seed {_seed}: {what}";
}
