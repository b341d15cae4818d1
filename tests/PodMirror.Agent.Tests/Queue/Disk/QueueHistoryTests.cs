using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>Any history: batches, deliveries, restarts, crashes and troubles of the disk in any order. What fails names its seed.</summary>
public sealed class QueueHistoryTests
{
    private const int Steps = 40;

    /// <summary>Of the destination that drops its oldest: some large batches.</summary>
    private const long SmallBytes = 300_000;

    /// <summary>Wall clocks jump by years here, and over a restart that makes batches old.</summary>
    private static readonly TimeSpan Ages = TimeSpan.FromDays(1_000_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_in_whatever_order_nothing_that_was_acknowledged_is_lost(int part)
    {
        int first = int.Parse(Environment.GetEnvironmentVariable("QUEUE_SEED") ?? "1", null);
        int count = int.Parse(Environment.GetEnvironmentVariable("QUEUE_HISTORIES") ?? "40", null);
        for (int seed = first + (part * count); seed < first + ((part + 1) * count); seed++)
        {
            try
            {
                await RunAsync(new Random(seed));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"QUEUE_SEED={seed}", fault);
            }
        }
    }

    private static async Task RunAsync(Random random)
    {
        long memory = random.Next(3) switch
        {
            0 => 0,
            1 => 100_000,
            _ => 64 << 20,
        };
        await using var rig = new CrashRig(
            random,
            memory,
            QueueHarness.Destination("a", maxAge: Ages),
            QueueHarness.Destination("b", maxAge: Ages),
            QueueHarness.Destination("small", SmallBytes, Ages));
        List<(int Destination, int Taken)> taken = [];
        Assert.True(rig.TryOpen());
        for (int step = 0; step < Steps; step++)
        {
            await StepAsync(rig, taken, random);
            if (!rig.IsOpen)
            {
                taken.Clear();
                rig.Disk.Faults = _ => DiskFault.None;
                Assert.True(rig.TryOpen(), "the queue does not open");
                Assert.Equal(0, rig.Log["SetAside"]);
            }
        }

        await rig.CrashAsync(random.Next(2) == 0 ? DiskFault.Kill : DiskFault.PowerLoss);
        Assert.True(rig.TryOpen(), "the queue does not open");
        await rig.CheckDeliveriesAsync();
        Assert.Equal((0, 0), (rig.DroppedFor(0), rig.DroppedFor(1)));
        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict);
    }

    private static async Task StepAsync(CrashRig rig, List<(int Destination, int Taken)> taken, Random random)
    {
        switch (random.Next(20))
        {
            case < 7:
                await AppendAsync(rig, random);
                break;
            case < 12:
                int destination = random.Next(rig.Destinations.Length);
                int delivery = await rig.TakeAsync(destination, random.Next(2) == 0 ? 1 : 50_000);
                if (delivery >= 0)
                {
                    taken.Add((destination, delivery));
                }

                break;
            case < 16:
                if (taken.Count > 0)
                {
                    int index = random.Next(taken.Count);
                    rig.Settle(taken[index].Destination, taken[index].Taken);
                    taken.RemoveAt(index);
                }

                break;
            case 16:
                rig.Disk.Faults = Faults(random.Next(4), random.Next(1, 8));
                break;
            case 17:
                rig.Disk.Faults = _ => DiskFault.None;
                rig.Clock.Advance(QueueLimits.TroubleHold);
                break;
            case 18:
                await EndAsync(rig, random);
                break;
            default:
                rig.Clock.JumpWall(TimeSpan.FromDays(random.Next(-1000, 1000)));
                break;
        }
    }

    private static async Task AppendAsync(CrashRig rig, Random random)
    {
        Task[] verdicts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => rig.Append(Length(random), random.Next(1, 5)).Verdict)];
        if (random.Next(4) > 0)
        {
            await Task.WhenAll(verdicts);
        }
    }

    private static int Length(Random random) => random.Next(4) switch
    {
        0 => random.Next(20),
        1 => random.Next(2000),
        2 => random.Next(30_000),
        _ => random.Next(200_000),
    };

    private static Func<DiskCall, DiskFault> Faults(int kind, int after)
    {
        int left = after;
        return kind switch
        {
            0 => call => call.Operation == DiskOperation.Write ? DiskFault.Full : DiskFault.None,
            1 => call => call.Operation == DiskOperation.Sync && --left == 0 ? DiskFault.Error : DiskFault.None,
            2 => call => call.Operation == DiskOperation.Read && --left == 0 ? DiskFault.Error : DiskFault.None,
            _ => _ => --left == 0 ? DiskFault.PowerLoss : DiskFault.None,
        };
    }

    private static async Task EndAsync(CrashRig rig, Random random)
    {
        await rig.CheckLedgerAsync();
        switch (random.Next(3))
        {
            case 0:
                await rig.CloseAsync();
                if (rig.Disk.HasCrashed)
                {
                    await rig.CrashAsync();
                }

                break;
            case 1:
                await rig.CrashAsync(DiskFault.Kill);
                break;
            default:
                await rig.CrashAsync();
                break;
        }
    }
}
