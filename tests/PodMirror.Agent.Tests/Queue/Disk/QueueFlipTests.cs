using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>
/// Bytes flipped and ends cut off in the file and in its journal: the queue starts all the same, delivers nothing but what was sent, and says when
/// something is missing.
/// </summary>
public sealed class QueueFlipTests
{
    private const int Batches = 12;

    /// <summary>The journal's frames, with their headers.</summary>
    private const int FrameBytes = QueueLimits.PageBytes + 24;

    private const int JournalHeaderBytes = 32;

    /// <summary>The first byte of a leaf page: of a table, and of one WITHOUT ROWID.</summary>
    private const int LeafOfBatches = 13;
    private const int LeafOfDestinations = 10;
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_flipped_bit_anywhere_in_the_file_is_told_when_it_costs_anything(int part)
    {
        for (int seed = part * 150; seed < (part + 1) * 150; seed++)
        {
            await using CrashRig rig = await FilledAsync(seed);
            await rig.CloseAsync();
            rig.Disk.Change("queue.db", content => Flip(content, 0, seed));
            (bool isComplete, bool isTold) = await OutcomeAsync(rig);
            Assert.True(isComplete || isTold, $"seed {seed}: something is missing, and nothing says so");
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_the_small_columns_is_told_where_it_costs_more_than_one_batch_which_it_seldom_does()
    {
        int more = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            await using CrashRig rig = await FilledAsync(seed);
            await rig.CloseAsync();
            // All rows of this test lie on one page, from its end on, large bodies elsewhere. Where the bit is one of the page's own, a length of
            // a row, those beside it may go with it.
            rig.Disk.Change("queue.db", content => FlipRow(content, LeafOfBatches, 200, seed));
            Assert.True(rig.TryOpen());
            if ((await rig.TakeAllAsync(1)).Count < Batches - 1)
            {
                more++;
                bool isTold = rig.Log["SetAside"] > 0 || rig.Queue.Consumers.Any(consumer => consumer.Dropped.Total > 0);
                Assert.True(isTold, $"seed {seed}: something is missing, and nothing says so");
            }
        }

        Assert.InRange(more, 0, 5);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_place_of_a_destination_skips_no_batch()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            await using CrashRig rig = await FilledAsync(seed);
            await rig.CloseAsync();
            rig.Disk.Change("queue.db", content => FlipRow(content, LeafOfDestinations, 50, seed));
            (bool isComplete, bool _) = await OutcomeAsync(rig);
            Assert.True(isComplete, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_flipped_bit_in_the_journal_is_told_unless_it_is_in_the_last_transaction(int part)
    {
        for (int seed = part * 100; seed < (part + 1) * 100; seed++)
        {
            await using CrashRig rig = await FilledAsync(seed);
            await rig.CrashAsync(DiskFault.Kill);
            int end = 0;
            rig.Disk.Change("queue.db-wal", content =>
            {
                end = StartOfLastTransaction(content);
                return Flip(content, 0, seed, end);
            });
            (bool isComplete, bool isTold) = await OutcomeAsync(rig);
            Assert.True(isComplete || isTold, $"seed {seed}: something is missing, and nothing says so");
        }
    }

    [Theory]
    [InlineData("queue.db")]
    [InlineData("queue.db-wal")]
    public async Task A_file_that_is_cut_off_anywhere_is_used_as_far_as_it_goes(string name)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            await using CrashRig rig = await FilledAsync(seed);
            if (name == "queue.db")
            {
                await rig.CloseAsync();
            }
            else
            {
                await rig.CrashAsync(DiskFault.Kill);
            }

            rig.Disk.Change(name, content => content[..new Random(seed).Next(content.Length)]);
            (bool isComplete, bool isTold) = await OutcomeAsync(rig);
            // Of a journal's end nobody can tell whether it was acknowledged.
            Assert.True(isComplete || isTold || name != "queue.db", $"seed {seed}: something is missing, and nothing says so");
        }
    }

    /// <summary>Batches of some sizes; one destination is done with some, out of order, the other with none.</summary>
    private static async Task<CrashRig> FilledAsync(int seed)
    {
        var rig = new CrashRig(new Random(seed), 64 << 20, QueueHarness.Destination("a"), QueueHarness.Destination("b"));
        Assert.True(rig.TryOpen());
        for (int i = 0; i < Batches; i++)
        {
            await rig.Append(i % 3 == 2 ? 20_000 : 50, spans: 2).Verdict.WaitAsync(Cancellation);
        }

        int[] taken = [await rig.TakeAsync(0), await rig.TakeAsync(0), await rig.TakeAsync(0)];
        rig.Settle(0, taken[2]);
        rig.Settle(0, taken[0]);
        await rig.Append(10).Verdict.WaitAsync(Cancellation);
        return rig;
    }

    /// <summary>Opens the queue and takes all: whether nothing is missing, and whether the log or a counter says that something is.</summary>
    private static async Task<(bool IsComplete, bool IsTold)> OutcomeAsync(CrashRig rig)
    {
        // A place that cannot be read is taken for one before it.
        rig.Destinations[0].SettledForGood.Clear();
        Assert.True(rig.TryOpen(), "the queue does not open");
        int first = (await rig.TakeAllAsync(0)).Count;
        int second = (await rig.TakeAllAsync(1)).Count;
        Assert.Equal(AppendVerdict.Durable, await rig.Append(10).Verdict.WaitAsync(Cancellation));
        bool isLogged = rig.Log["SetAside"] + rig.Log["JournalDamaged"] > 0;
        return (first >= Batches - 1 && second == Batches + 1, isLogged || rig.Queue.Consumers.Any(consumer => consumer.Dropped.Total > 0));
    }

    private static byte[] Flip(byte[] content, int from, int seed, int? to = null)
    {
        content[new Random(seed).Next(from, to ?? content.Length)] ^= (byte)(1 << (seed % 8));
        return content;
    }

    /// <summary>Flips a bit of the rows that lie in so many bytes at the end of their page.</summary>
    private static byte[] FlipRow(byte[] content, int leaf, int bytes, int seed)
    {
        int page = Enumerable.Range(1, (content.Length / QueueLimits.PageBytes) - 1).Select(i => i * QueueLimits.PageBytes)
            .First(at => content[at] == leaf);
        return Flip(content, page + QueueLimits.PageBytes - bytes, seed, page + QueueLimits.PageBytes);
    }

    private static int StartOfLastTransaction(byte[] journal)
    {
        int frames = (journal.Length - JournalHeaderBytes) / FrameBytes;
        bool IsEnd(int frame) => journal.AsSpan(JournalHeaderBytes + (frame * FrameBytes) + 4, 4).ContainsAnyExcept((byte)0);
        int last = frames - 2;
        while (last >= 0 && !IsEnd(last))
        {
            last--;
        }

        return JournalHeaderBytes + ((last + 1) * FrameBytes);
    }
}
