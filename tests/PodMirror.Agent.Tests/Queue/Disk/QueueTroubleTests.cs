using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A disk that is full, or fails, for a while.</summary>
public sealed class QueueTroubleTests
{
    [Fact]
    public async Task A_full_disk_is_told_to_every_sender_and_logged_once_and_all_goes_on_when_there_is_space()
    {
        await using CrashRig rig = Rig();
        Assert.True(rig.TryOpen());
        Assert.Equal(AppendVerdict.Durable, await rig.Append(9000).Verdict);
        rig.Disk.Faults = call => call.Operation == DiskOperation.Write ? DiskFault.Full : DiskFault.None;
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(AppendVerdict.Unwritable, await rig.Append(9000).Verdict);
            Assert.NotNull(rig.Queue.Trouble);
            // Time for the queue to look after its file, which goes well.
            rig.Clock.Advance(QueueLimits.HousekeepingPeriod);
        }

        rig.Settle(0, await TakeAsync(rig));
        Assert.Equal((1, 0), (rig.Log["Failing"], rig.Log["Recovered"]));
        rig.Disk.Faults = _ => DiskFault.None;
        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
        rig.Clock.Advance(QueueLimits.TroubleHold);
        await TestAgent.UntilAsync(() => Task.FromResult(rig.Queue.Trouble is null));
        Assert.Equal((1, 1), (rig.Log["Failing"], rig.Log["Recovered"]));
        await rig.CrashAsync();
        Assert.True(rig.TryOpen());
        await rig.CheckDeliveriesAsync();
    }

    [Fact]
    public async Task A_queue_that_nobody_sends_to_finds_out_by_itself_that_there_is_space_again()
    {
        await using CrashRig rig = Rig();
        Assert.True(rig.TryOpen());
        rig.Disk.Faults = call => call.Operation == DiskOperation.Write ? DiskFault.Full : DiskFault.None;
        Assert.Equal(AppendVerdict.Unwritable, await rig.Append(9000).Verdict);
        rig.Disk.Faults = _ => DiskFault.None;
        rig.Clock.Advance(QueueLimits.TroubleHold);
        await TestAgent.UntilAsync(() => Task.FromResult(rig.Queue.Trouble is null));
    }

    [Fact]
    public async Task A_queue_starts_on_a_full_disk_and_delivers_what_is_there()
    {
        await using CrashRig rig = Rig();
        Assert.True(rig.TryOpen());
        await rig.Append(9000).Verdict;
        await rig.CloseAsync();
        rig.Disk.Faults = call => call.Operation == DiskOperation.Write ? DiskFault.Full : DiskFault.None;
        // One destination is gone, which is to be written down.
        await using var queue = new DurableQueue(
            rig.Disk.Path, [QueueHarness.Destination("b")], QueueHarness.BudgetOf(0), TimeProvider.System, NullLogger.Instance);
        queue.Start();
        Assert.Single(await QueueHarness.TakeAllAsync(queue.Consumers[0]));
    }

    [Fact]
    public async Task Where_the_journal_cannot_be_written_back_what_was_delivered_is_still_written_down()
    {
        await using CrashRig rig = Rig();
        Assert.True(rig.TryOpen());
        await rig.Append(9000).Verdict;
        await rig.Append(9000).Verdict;
        await rig.CrashAsync(DiskFault.Kill);
        rig.Disk.Faults = call => call is { File: "queue.db", Operation: DiskOperation.Write } ? DiskFault.Full : DiskFault.None;
        Assert.True(rig.TryOpen());
        rig.Settle(0, await TakeAsync(rig));
        await TestAgent.UntilAsync(() =>
        {
            rig.Clock.Advance(QueueLimits.HousekeepingPeriod);
            return Task.FromResult(!rig.Queue.Consumers[0].IsDirty);
        });
        Assert.Equal(AppendVerdict.Unwritable, await rig.Append(10).Verdict);
        await rig.CrashAsync(DiskFault.Kill);
        Assert.True(rig.TryOpen());
        Assert.Equal((1, 2), (rig.Queue.Consumers[0].Spans, rig.Queue.Consumers[1].Spans));
        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
    }

    [Fact]
    public async Task A_disk_that_cannot_be_read_is_logged_once_and_nothing_is_lost_by_it()
    {
        await using var rig = new CrashRig(new Random(1), 0, QueueHarness.Destination("a"));
        Assert.True(rig.TryOpen());
        // More than the database keeps in memory.
        for (int i = 0; i < 30; i++)
        {
            await rig.Append(500_000).Verdict;
        }

        rig.Disk.Faults = call => call.Operation == DiskOperation.Read ? DiskFault.Error : DiskFault.None;
        await TestAgent.UntilAsync(() => Task.FromResult(!rig.Queue.Consumers[0].TryTake(1, out _) && rig.Queue.Trouble is not null));
        for (int i = 0; i < 10; i++)
        {
            rig.Clock.Advance(QueueLimits.TroubleHold);
            await rig.Append(10).Verdict;
        }

        Assert.Equal((1, 0), (rig.Log["Failing"], rig.Log["Recovered"]));
        await rig.CrashAsync();
        Assert.True(rig.TryOpen());
        await rig.CheckDeliveriesAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_failed_sync_left_in_memory_alone_is_not_built_upon(bool isNewProcess)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            await using var rig = new CrashRig(new Random(seed), 64 << 20, QueueHarness.Destination("a"));
            Assert.True(rig.TryOpen());
            Assert.Equal(AppendVerdict.Durable, await rig.Append(9000).Verdict);

            // From one sync of the journal on nothing works: what it was to write can be read, and is never written.
            bool isFailing = false;
            bool IsFailing(DiskCall call) => isFailing |= call is { File: "queue.db-wal", Operation: DiskOperation.Sync };
            rig.Disk.Faults = call => IsFailing(call) ? DiskFault.Error : DiskFault.None;
            Assert.Equal(AppendVerdict.Unwritable, await rig.Append(20_000).Verdict);
            if (isNewProcess)
            {
                await rig.CloseAsync();
            }

            rig.Disk.Faults = _ => DiskFault.None;
            Assert.True(rig.IsOpen || rig.TryOpen());
            Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
            await rig.CrashAsync();
            Assert.True(rig.TryOpen());
            await rig.CheckDeliveriesAsync();
            Assert.Equal((0, 0), (rig.Log["SetAside"], rig.DroppedFor(0)));
        }
    }

    private static async Task<int> TakeAsync(CrashRig rig)
    {
        int taken = -1;
        await TestAgent.UntilAsync(() => Task.FromResult((taken = rig.TakeNow(0)) >= 0));
        return taken;
    }

    private static CrashRig Rig() => new(new Random(1), 64 << 20, QueueHarness.Destination("a"), QueueHarness.Destination("b"));
}
