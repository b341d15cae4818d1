namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>
/// Backends of both protocols that go wrong under load, by a seed that every failure names. FAULT_SEED and FAULT_BATCHES choose another, and more.
/// </summary>
public sealed class ForwardFaultTests
{
    private const int Senders = 4;
    private const double MostFail = 0.7;

    private static readonly Fault[] All = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];

    private static int Seed => Variable("FAULT_SEED", 1);

    private static int Batches => Variable("FAULT_BATCHES", 160);

    [Fact]
    public async Task Every_span_arrives_once_where_most_answers_are_codes_to_be_repeated()
    {
        await using FaultRig rig = await FaultRig.StartAsync(Seed, MostFail, Fault.Retryable);
        await rig.SettleAsync(rig.Load.RunAsync(Batches, Senders));
        rig.AssertLaws();
        Assert.All(rig.Backends, backend => Assert.Equal((0, 0), (backend.Ledger.Forced, backend.Ledger.Unforced)));
        Assert.All(rig.Backends, backend => Assert.True(backend.Ledger.Repeats > 0));
        Report(rig);
    }

    [Fact]
    public async Task Exactly_what_is_refused_or_rejected_is_dropped_and_counted_by_its_reason()
    {
        await using FaultRig rig = await FaultRig.StartAsync(Seed, MostFail, Fault.Retryable, Fault.Retryable, Fault.Refused, Fault.Rejects);
        await rig.SettleAsync(rig.Load.RunAsync(Batches, Senders));
        rig.AssertLaws();
        Assert.All(rig.Backends, backend => Assert.True(backend.Ledger.Dropped > 0 && backend.Ledger.Rejected > 0));
        Report(rig);
    }

    [Fact]
    public async Task Nothing_is_lost_or_needlessly_repeated_whatever_goes_wrong()
    {
        await using FaultRig rig = await FaultRig.StartAsync(Seed, MostFail, [.. All, .. All.Where(fault => fault != Fault.Silent)]);
        await rig.SettleAsync(rig.Load.RunAsync(Batches, Senders));
        rig.AssertLaws();
        Report(rig);
    }

    [Fact]
    public async Task Agents_that_follow_each_other_under_load_lose_nothing_while_backends_go_wrong()
    {
        await using FaultRig rig = await FaultRig.StartAsync(Seed, MostFail, All);
        Task load = rig.Load.RunAsync(Batches, Senders);
        for (int restart = 0; restart < 3; restart++)
        {
            int before = rig.Load.Acknowledged.Count;
            await TestAgent.UntilAsync(() => Task.FromResult(load.IsCompleted || rig.Load.Acknowledged.Count >= before + (Batches / 8)));
            await rig.RestartAsync();
        }

        await rig.SettleAsync(load);
        rig.AssertLaws();
        Report(rig);
    }

    private static void Report(FaultRig rig)
    {
        ITestOutputHelper? output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"{rig.Load.Acknowledged.Count} spans acknowledged, at most {rig.MostBytes / (1 << 20):F1} MiB of requests in memory, "
            + $"process {Environment.WorkingSet >> 20} MiB");
        foreach (IFaultyBackend backend in rig.Backends)
        {
            BackendLedger truth = backend.Ledger;
            output?.WriteLine($"{backend.Target.Protocol}: {backend.Plan.Done}");
            output?.WriteLine($"  taken {truth.Taken}, rejected {truth.Rejected}, refused {truth.Dropped}, "
                + $"came again by force {truth.Forced}, without {truth.Unforced}");
        }
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
