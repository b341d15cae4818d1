using System.Security.Cryptography;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A damaged file is saved batch by batch; and the agent, or the machine, ends meanwhile.</summary>
public sealed class QueueSalvageTests
{
    private const int Batches = 30;

    [Fact]
    public async Task What_is_saved_of_a_damaged_file_is_all_but_what_lay_on_the_page()
    {
        await using CrashRig rig = await DamagedAsync(1);
        Assert.True(rig.TryOpen());
        Assert.InRange((await rig.TakeAllAsync(0)).Count, Batches - 4, Batches - 1);
        Assert.Equal(1, rig.Log["SetAside"]);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_not_missed_again_at_the_next_start()
    {
        await using CrashRig rig = await DamagedAsync(1);
        Assert.True(rig.TryOpen());
        int lost = Batches - (int)rig.Queue.Consumers[0].Spans;
        await rig.CloseAsync();

        Assert.True(rig.TryOpen());
        Assert.Equal(0, rig.Log["SetAside"]);
        Assert.Equal(Batches - lost, (await rig.TakeAllAsync(0)).Count);
        await rig.CloseAsync();

        Assert.True(rig.TryOpen());
        Assert.Equal(0, rig.Log["SetAside"]);
    }

    [Theory]
    [InlineData(DiskFault.Kill)]
    [InlineData(DiskFault.PowerLoss)]
    internal async Task A_crash_while_a_damaged_file_is_saved_costs_nothing_more(DiskFault fault)
    {
        int calls = 1;
        for (bool crashed = true; crashed; calls += 3)
        {
            await using CrashRig rig = await DamagedAsync(calls);
            int last = rig.Disk.Calls + calls;
            rig.Disk.Faults = call => call.Number == last ? fault : DiskFault.None;
            rig.TryOpen();
            crashed = rig.Disk.HasCrashed;
            await rig.CrashAsync(fault);
            await CheckAsync(rig, $"{fault} at call {calls}");
        }
    }

    [Fact]
    public async Task A_disk_that_is_full_while_a_damaged_file_is_saved_costs_nothing_more()
    {
        int writes = 1;
        for (bool failed = true; failed; writes++)
        {
            await using CrashRig rig = await DamagedAsync(writes);
            int left = writes;
            rig.Disk.Faults = call => call.Operation == DiskOperation.Write && --left == 0 ? DiskFault.Full : DiskFault.None;
            rig.TryOpen();
            failed = left <= 0;
            await rig.CloseAsync();
            rig.Disk.Faults = _ => DiskFault.None;
            await CheckAsync(rig, $"write {writes} fails");
        }
    }

    [Fact]
    public async Task A_file_of_which_only_some_names_were_changed_when_the_agent_ended_is_found_whole()
    {
        await using var rig = new CrashRig(new Random(1), 0, QueueHarness.Destination("a"));
        Assert.True(rig.TryOpen());
        await rig.Append(100).Verdict;
        await rig.CrashAsync(DiskFault.Kill);
        string path = Path.Combine(rig.Disk.Path, "queue.db");
        File.Move(path, path + ".damaged-20260101T000000Z");

        Assert.True(rig.TryOpen());
        Assert.Equal([0], await rig.TakeAllAsync(0));
    }

    [Fact]
    public async Task A_transaction_that_failed_and_is_in_the_journal_of_a_damaged_file_is_in_nobodys_way()
    {
        await using var rig = new CrashRig(new Random(1), 0, QueueHarness.Destination("a"));
        Assert.True(rig.TryOpen());
        for (int i = 0; i < Batches; i++)
        {
            await rig.Append(500_000).Verdict;
        }

        await rig.CloseAsync();
        Assert.True(rig.TryOpen());
        using (FileStream file = File.Open(Path.Combine(rig.Disk.Path, "queue.db"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // More than the database keeps in memory.
            file.Position = 3 * QueueLimits.PageBytes;
            file.Write(RandomNumberGenerator.GetBytes(1000 * QueueLimits.PageBytes));
        }

        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
        // The journal has begun: its next sync comes after a whole transaction.
        rig.Disk.Faults = call => call.Operation == DiskOperation.Sync ? DiskFault.Error : DiskFault.None;
        Assert.Equal(AppendVerdict.Unwritable, await rig.Append(10).Verdict);
        // The journal cannot be written back, and is set aside with the file.
        rig.Disk.Faults = call => call is { File: "queue.db", Operation: DiskOperation.Write } ? DiskFault.Error : DiskFault.None;
        await TestAgent.UntilAsync(() => Task.FromResult(rig.TakeNow(0) < 0 && Directory.GetFiles(rig.Disk.Path, "*.damaged-*Z").Length == 1));
        rig.Disk.Faults = _ => DiskFault.None;
        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
        Assert.Equal(1, rig.Log["SetAside"]);
        Assert.True(rig.DroppedFor(0) > 0);
        await rig.CheckLedgerAsync();

        // What was lost is not missed again.
        await rig.CrashAsync(DiskFault.Kill);
        Assert.True(rig.TryOpen());
        Assert.Equal(0, rig.Log["SetAside"]);
    }

    private static async Task CheckAsync(CrashRig rig, string what)
    {
        Assert.True(rig.TryOpen(), $"{what}, and the queue opens no more");
        int count = (await rig.TakeAllAsync(0)).Count;
        Assert.True(count >= Batches - 4, $"{what}, and {count} of {Batches} batches are left");
        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
    }

    /// <summary>A closed file with a page in its middle that is noise.</summary>
    private static async Task<CrashRig> DamagedAsync(int seed)
    {
        var rig = new CrashRig(new Random(seed), 0, QueueHarness.Destination("a"));
        Assert.True(rig.TryOpen());
        for (int i = 0; i < Batches; i++)
        {
            await rig.Append(3000).Verdict;
        }

        await rig.CloseAsync();
        rig.Disk.Change("queue.db", content =>
        {
            RandomNumberGenerator.Fill(content.AsSpan(7 * QueueLimits.PageBytes, QueueLimits.PageBytes));
            return content;
        });
        return rig;
    }
}
