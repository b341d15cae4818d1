using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue;

/// <summary>
/// Flipped bits in the heads of pages that hold rows, and in their lists of where each row lies: they hide rows that are whole themselves. HEAD_FLIPS
/// chooses how many, HEAD_SEED which.
/// </summary>
public sealed class QueueHeadDamageTests
{
    private const byte LeafOfBatches = 13;
    private const byte LeafOfDestinations = 10;
    private const int CountAt = 3;
    private const int ListAt = 8;
    private static readonly string[] Destinations = ["a", "b", "store"];

    private static int FirstSeed => Variable("HEAD_SEED", 0);

    private static int Flips => Variable("HEAD_FLIPS", 40);

    [Theory]
    [InlineData(LeafOfBatches, 1)]
    [InlineData(LeafOfBatches, 5)]
    [InlineData(LeafOfBatches, 60)]
    [InlineData(LeafOfDestinations, 5)]
    public async Task A_flipped_bit_in_the_head_of_a_page_is_told_when_it_costs_anything(byte kind, int batches)
    {
        await using QueueHarness queue = await FilledAsync(batches);
        byte[] whole = await File.ReadAllBytesAsync(queue.FilePath);
        int lossy = 0;
        for (int seed = FirstSeed; seed < FirstSeed + Flips; seed++)
        {
            await queue.ReplaceFileAsync(Flip([.. whole], kind, new Random(seed)));
            lossy += await HasLossAsync(queue, batches, $"seed {seed}") ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{lossy} of {Flips} flips cost something");
        Assert.True(kind != LeafOfDestinations || lossy == 0, "the rows are all there");
    }

    /// <summary>Every such page in turn: of the last one no row behind the hidden ones tells that they are missing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    public async Task A_page_that_tells_of_fewer_rows_than_it_has_costs_none(int batches)
    {
        await using QueueHarness queue = await FilledAsync(batches);
        byte[] whole = await File.ReadAllBytesAsync(queue.FilePath);
        foreach (int page in PagesOf(whole, LeafOfBatches).Concat(PagesOf(whole, LeafOfDestinations)))
        {
            for (int count = whole[page + CountAt + 1] - 1; count >= 0; count--)
            {
                byte[] content = [.. whole];
                content[page + CountAt + 1] = (byte)count;
                await queue.ReplaceFileAsync(content);
                Assert.False(await HasLossAsync(queue, batches, $"page {page / QueueLimits.PageBytes}, {count} rows"));
            }
        }
    }

    /// <summary>All of it waits for one destination, half of it for another, nothing for the third.</summary>
    private static async Task<QueueHarness> FilledAsync(int batches)
    {
        QueueHarness queue = QueueHarness.OnDisk([.. Destinations.Select(name => QueueHarness.Destination(name))]);
        for (int i = 0; i < batches; i++)
        {
            if (i == batches / 2)
            {
                await QueueHarness.TakeAllAsync(queue.Queue.Consumers[1]);
            }

            byte[] body = new byte[i % 4 == 3 ? 20_000 : 200];
            new Random(i).NextBytes(body);
            await queue.AppendAsync(TestRequest.Of(new TestSpan { Attributes = [("body", body)] }), 1);
        }

        await QueueHarness.TakeAllAsync(queue.Queue.Consumers[2]);
        await queue.CloseAsync();
        return queue;
    }

    /// <summary>Whether a destination misses something of what waits for it; that nothing says so is a fault.</summary>
    private static async Task<bool> HasLossAsync(QueueHarness queue, int batches, string what)
    {
        await queue.RestartAsync();
        int[] due = [batches, batches - (batches / 2), 0];
        bool hasLoss = false;
        for (int i = 0; i < due.Length; i++)
        {
            int got = (await QueueHarness.TakeAllAsync(queue.Queue.Consumers[i])).Count;
            bool isTold = queue.SetAside.Length > 0 || queue.Queue.Consumers[i].Dropped.Total > 0;
            Assert.True(got >= due[i] || isTold, $"{what}: {Destinations[i]} misses {due[i] - got} of {due[i]}, and nothing says so");
            hasLoss |= got < due[i];
        }

        await queue.PutAsync();
        await queue.RestartAsync();
        Assert.InRange(queue.SetAside.Length, 0, 1);
        return hasLoss;
    }

    private static byte[] Flip(byte[] content, byte kind, Random random)
    {
        int[] pages = [.. PagesOf(content, kind)];
        int page = pages[random.Next(pages.Length)];
        int used = ListAt + (2 * content[page + CountAt + 1]);
        content[page + random.Next(used)] ^= (byte)(1 << random.Next(8));
        return content;
    }

    private static IEnumerable<int> PagesOf(byte[] content, byte kind) =>
        Enumerable.Range(1, (content.Length / QueueLimits.PageBytes) - 1).Select(i => i * QueueLimits.PageBytes)
            .Where(at => content[at] == kind && content[at + CountAt] == 0);

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
