using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue;

/// <summary>
/// Flipped bits in the pages that lead to those with rows. INDEX_SEED and INDEX_FLIPS choose others, and more.
/// </summary>
public sealed class QueueIndexDamageTests
{
    private const int Batches = 300;
    private const byte TableInterior = 5;

    private static int FirstSeed => Variable("INDEX_SEED", 0);

    private static int Flips => Variable("INDEX_FLIPS", 30);

    [Fact]
    public Task A_flipped_bit_above_the_rows_costs_none_of_them() => RunAsync(FirstSeed, Flips);

    /// <summary>The page at the top tells of fewer pages than it leads to, and those that are left are in order.</summary>
    [Fact]
    public Task A_page_that_tells_of_fewer_than_it_leads_to_costs_nothing() => RunAsync(2083, 1);

    private static async Task RunAsync(int firstSeed, int flips)
    {
        await using var queue = QueueHarness.OnDisk();
        var random = new Random(1);
        for (int i = 0; i < Batches; i++)
        {
            byte[] body = new byte[i % 4 == 3 ? 30_000 : 200];
            random.NextBytes(body);
            await queue.AppendAsync(TestRequest.Of(new TestSpan { Attributes = [("body", body)] }), 1);
        }

        await queue.CloseAsync();
        byte[] whole = await File.ReadAllBytesAsync(queue.FilePath);
        (int lossy, int lost, int most) = (0, 0, 0);
        for (int seed = firstSeed; seed < firstSeed + flips; seed++)
        {
            await queue.ReplaceFileAsync(Flip([.. whole], seed));
            await queue.RestartAsync();
            int missing = Batches - (await QueueHarness.TakeAllAsync(queue.First)).Count;
            bool isTold = queue.SetAside.Length > 0 || queue.First.Dropped.Total > 0;
            Assert.True(missing == 0 || isTold, $"seed {seed}: {missing} batches are missing, and nothing says so");
            (lossy, lost, most) = (lossy + (missing == 0 ? 0 : 1), lost + missing, Math.Max(most, missing));
            await queue.CloseAsync();
        }

        await queue.RestartAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{lossy} of {flips} flips cost something: {lost} batches, {most} at most");
        Assert.Equal(0, lost);
    }

    /// <summary>Flips a bit of what is used of a page above the rows: its head, its pointers, its cells.</summary>
    private static byte[] Flip(byte[] content, int seed)
    {
        var random = new Random(seed);
        int[] pages = [.. Enumerable.Range(1, (content.Length / QueueLimits.PageBytes) - 1).Select(i => i * QueueLimits.PageBytes)
            .Where(at => content[at] == TableInterior && content[at + 1] == 0)];
        int page = pages[random.Next(pages.Length)];
        int cells = (content[page + 3] << 8) | content[page + 4];
        int cellsBegin = (content[page + 5] << 8) | content[page + 6];
        int used = 12 + (2 * cells);
        int at = random.Next(used + QueueLimits.PageBytes - cellsBegin);
        content[page + (at < used ? at : cellsBegin + at - used)] ^= (byte)(1 << random.Next(8));
        return content;
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
