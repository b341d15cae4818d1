namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>The journal is written back into the file, and begun anew, and something goes wrong on the way.</summary>
public sealed class QueueCheckpointTests
{
    private const int BatchBytes = 6 << 20;
    private const int Batches = 7;

    [Theory]
    [InlineData(DiskFault.PowerLoss)]
    [InlineData(DiskFault.Error)]
    internal async Task A_fault_while_the_journal_is_written_back_loses_nothing(DiskFault fault)
    {
        foreach (int write in (int[])[1, 700, 2500])
        {
            int left = write;
            await CheckAsync(call => call is { File: "queue.db", Operation: DiskOperation.Write } && --left == 0 ? fault : DiskFault.None, write);
            Assert.True(left <= 0, $"there is no write {write}");
        }
    }

    [Theory]
    [InlineData(DiskFault.PowerLoss)]
    [InlineData(DiskFault.Error)]
    internal async Task A_fault_while_the_journal_begins_anew_loses_nothing(DiskFault fault)
    {
        for (int calls = 0; calls < 4; calls++)
        {
            int left = calls;
            bool isBack = false;
            DiskFault FaultOf(DiskCall call)
            {
                isBack |= call is { File: "queue.db", Operation: DiskOperation.Sync };
                return isBack && left-- == 0 ? fault : DiskFault.None;
            }

            await CheckAsync(FaultOf, calls);
            Assert.True(left < 0, $"there is no call {calls}");
        }
    }

    private static async Task CheckAsync(Func<DiskCall, DiskFault> faults, int seed)
    {
        await using var rig = new CrashRig(
            new Random(seed), 64 << 20, QueueHarness.Destination("a"), QueueHarness.Destination("b"));
        Assert.True(rig.TryOpen());
        await rig.Append(1).Verdict.WaitAsync(TestContext.Current.CancellationToken);
        rig.Disk.Faults = faults;
        for (int i = 0; i < Batches; i++)
        {
            await rig.Append(BatchBytes).Verdict.WaitAsync(TestContext.Current.CancellationToken);
            for (int destination = 0; destination < 2; destination++)
            {
                // What both are done with is deleted, and its pages are used again.
                int taken = i < 3 || destination == 0 ? await rig.TakeAsync(destination) : -1;
                if (taken >= 0)
                {
                    rig.Settle(destination, taken);
                }
            }
        }

        rig.Disk.Faults = _ => DiskFault.None;
        await rig.CrashAsync();
        Assert.True(rig.TryOpen());
        await rig.CheckDeliveriesAsync();
        Assert.Equal((0, 0), (rig.Log["SetAside"], rig.Log["JournalDamaged"]));
    }
}
