using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A small day in the life of a queue, and something going wrong at each of its calls to the disk, one after the other.</summary>
public sealed class QueueCrashTests
{
    private const long InMemory = 64 << 20;
    private const long FromDisk = 0;

    [Theory]
    [InlineData(DiskFault.PowerLoss, InMemory)]
    [InlineData(DiskFault.PowerLoss, FromDisk)]
    [InlineData(DiskFault.Kill, InMemory)]
    [InlineData(DiskFault.Kill, FromDisk)]
    internal async Task A_crash_at_any_call_to_the_disk_loses_nothing_that_was_acknowledged(DiskFault fault, long memory)
    {
        int calls = 1;
        for (bool crashed = true; crashed; calls++)
        {
            await using CrashRig rig = Rig(calls, memory);
            rig.Disk.Faults = call => call.Number == calls ? fault : DiskFault.None;
            await LiveAsync(rig);
            crashed = rig.Disk.HasCrashed;
            await rig.CrashAsync(fault);
            await CheckAsync(rig, $"{fault} at call {calls}");
        }

        Assert.True(calls > 60, $"{calls} calls are not the whole day");
    }

    [Theory]
    [InlineData(DiskOperation.Write, DiskFault.Full, InMemory)]
    [InlineData(DiskOperation.Write, DiskFault.Full, FromDisk)]
    [InlineData(DiskOperation.Write, DiskFault.Error, InMemory)]
    [InlineData(DiskOperation.Sync, DiskFault.Error, InMemory)]
    [InlineData(DiskOperation.Sync, DiskFault.Error, FromDisk)]
    [InlineData(DiskOperation.Read, DiskFault.Error, FromDisk)]
    [InlineData(DiskOperation.Truncate, DiskFault.Error, InMemory)]
    [InlineData(DiskOperation.Open, DiskFault.Error, InMemory)]
    [InlineData(DiskOperation.Delete, DiskFault.Error, InMemory)]
    internal async Task Any_one_call_that_fails_loses_nothing_that_was_acknowledged_and_the_queue_goes_on(
        DiskOperation operation, DiskFault fault, long memory)
    {
        int number = 1;
        for (bool failed = true; failed; number++)
        {
            await using CrashRig rig = Rig(number, memory);
            int left = number;
            rig.Disk.Faults = call => call.Operation == operation && --left == 0 ? fault : DiskFault.None;
            await LiveAsync(rig);
            failed = left <= 0;
            rig.Disk.Faults = _ => DiskFault.None;
            string what = $"{operation} {number} fails ({fault})";
            Assert.True(rig.IsOpen || rig.TryOpen(), $"{what}, and the queue opens no more");
            Assert.True(await rig.Append(10).Verdict == AppendVerdict.Durable, $"{what}, and the queue takes nothing more");
            await rig.CheckLedgerAsync();
            await rig.CrashAsync();
            await CheckAsync(rig, what);
        }
    }

    /// <summary>Batches small and large come, are taken, and settled out of order; a restart; more of the same; and an orderly end.</summary>
    private static async Task LiveAsync(CrashRig rig)
    {
        for (int run = 0; run < 2 && rig.TryOpen(); run++)
        {
            await rig.Append(100, spans: 2).Verdict;
            await rig.Append(30_000, spans: 3).Verdict;
            await Task.WhenAll(rig.Append(10).Verdict, rig.Append(9000).Verdict);
            int first = await rig.TakeAsync(0);
            int second = await rig.TakeAsync(0);
            if (second >= 0)
            {
                rig.Settle(0, second);
            }

            await rig.Append(500).Verdict;
            if (first >= 0)
            {
                rig.Settle(0, first);
            }

            int third = await rig.TakeAsync(1, maxBytes: 20_000);
            if (third >= 0)
            {
                rig.Settle(1, third);
            }

            await rig.Append(1).Verdict;
            await rig.CloseAsync();
        }
    }

    private static async Task CheckAsync(CrashRig rig, string what)
    {
        try
        {
            Assert.True(rig.TryOpen(), "the queue does not open");
            await rig.CheckDeliveriesAsync();
            Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
            Assert.Equal((0, 0, 0), (rig.Log["SetAside"], rig.Log["Failing"], rig.Log["JournalDamaged"]));
            Assert.All(rig.Queue.Consumers, consumer => Assert.Equal(0, consumer.Dropped.Total));
            Assert.Null(rig.Queue.Trouble);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException(what, fault);
        }
    }

    private static CrashRig Rig(int seed, long memory) =>
        new(new Random(seed), memory, QueueHarness.Destination("a"), QueueHarness.Destination("b"));
}
