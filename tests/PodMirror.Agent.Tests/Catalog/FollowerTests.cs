using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Catalog;
using PodMirror.Agent.Store;
using PodMirror.Agent.Tests.Queue;
using PodMirror.Agent.Tests.Store;

namespace PodMirror.Agent.Tests.Catalog;

public sealed class FollowerTests
{
    [Fact]
    public async Task A_store_that_begins_anew_is_followed_from_its_beginning()
    {
        using var harness = new StoreHarness();
        await using var queue = QueueHarness.InMemory();
        await using StoreWriter writer = harness.Writer(queue.First);
        writer.Start();
        await using CatalogFeed feed = Follow(harness, writer);
        await queue.PutAsync(300);
        await UntilAsync(feed, 300);

        writer.ReportDamage("a reader met a damaged page");
        await TestAgent.UntilAsync(() => Task.FromResult(harness.SetAside.Length > 0));
        await queue.PutAsync(5);
        await UntilAsync(feed, 305);
        Assert.Equal((0, 0, null), (feed.Metrics.Missed.Value, feed.Behind, feed.Trouble));
    }

    [Fact]
    public async Task Rows_that_left_the_store_before_their_turn_are_counted_as_missed()
    {
        using var harness = new StoreHarness();
        DirectoryInfo directory = Directory.CreateTempSubdirectory("podmirror-catalog-");
        WriteAndExpire(harness, 3);
        Assert.Equal((1, 0), await FeedAsync(harness, directory.FullName, 1));

        WriteAndExpire(harness, 20);
        Assert.Equal((1, 20), await FeedAsync(harness, directory.FullName, 1));
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Spans_that_came_twice_are_no_rows_that_were_missed()
    {
        using var harness = new StoreHarness();
        DirectoryInfo directory = Directory.CreateTempSubdirectory("podmirror-catalog-");
        byte[] three = TestRequest.Of(new TestSpan(), new TestSpan(), new TestSpan());
        byte[] one = TestRequest.Of(new TestSpan());
        Write(harness, three);
        Assert.Equal((3, 0), await FeedAsync(harness, directory.FullName, 3));

        Write(harness, three, one, three, one);
        Assert.Equal((1, 0), await FeedAsync(harness, directory.FullName, 1));

        Write(harness, TestRequest.Of(new TestSpan()));
        Assert.Equal((1, 0), await FeedAsync(harness, directory.FullName, 1));
        directory.Delete(recursive: true);
    }

    private static void Write(StoreHarness harness, params byte[][] requests)
    {
        using StoreSession session = harness.Open();
        foreach (byte[] request in requests)
        {
            harness.Write(session, request);
        }
    }

    // Some rows that expire, and one that stays.
    private static void WriteAndExpire(StoreHarness harness, int rows)
    {
        using StoreSession session = harness.Open();
        harness.Write(session, TestRequest.Of([.. Enumerable.Range(0, rows).Select(_ => new TestSpan())]));
        harness.Clock.Advance(TimeSpan.FromDays(20));
        session.Retention.ExpireByAge(UnixTime.Nanoseconds(harness.Clock.GetUtcNow()));
        harness.Write(session, TestRequest.Of(new TestSpan()));
    }

    private static async Task<(long Observed, long Missed)> FeedAsync(StoreHarness harness, string directory, long spans)
    {
        await using var queue = QueueHarness.InMemory();
        await using StoreWriter writer = harness.Writer(queue.First);
        writer.Start();
        await using CatalogFeed feed = Follow(harness, writer, directory);
        await UntilAsync(feed, spans);
        await feed.StopAsync(CancellationToken.None);
        return (feed.Metrics.Observed.Value, feed.Metrics.Missed.Value);
    }

    private static CatalogFeed Follow(StoreHarness harness, StoreWriter writer, string? directory = null)
    {
        var file = new StoreFile(harness.Options(), harness.Clock);
        var feed = new CatalogFeed(file, writer, directory, TimeProvider.System, NullLogger<CatalogFeed>.Instance);
        feed.Start();
        return feed;
    }

    private static Task UntilAsync(CatalogFeed feed, long spans) =>
        TestAgent.UntilAsync(() => Task.FromResult(feed.Metrics.Observed.Value + feed.Metrics.Ignored.Total == spans && feed.Behind == 0));
}
