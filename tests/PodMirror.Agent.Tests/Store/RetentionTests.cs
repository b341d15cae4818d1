using System.Security.Cryptography;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Sqlite;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Tests.Store;

public sealed class RetentionTests
{
    [Theory]
    [InlineData(100_000, 1200)]
    [InlineData(3_000_000, 50)]
    public void The_file_with_its_journal_stays_within_the_bound_and_the_oldest_go_first(int bodyBytes, int spans)
    {
        using var harness = new StoreHarness();
        using StoreSession session = harness.Open();
        string body = RandomNumberGenerator.GetHexString(bodyBytes);
        long highest = 0;
        for (int i = 0; i < spans; i++)
        {
            harness.Write(session, TestRequest.Of(new TestSpan { Attributes = [("http.request.body.content", body)] }));
            highest = Math.Max(highest, harness.BytesOnDisk);
        }

        Assert.InRange(highest, StoreLimits.MinMaxBytes / 2, StoreLimits.MinMaxBytes);
        long expired = harness.Metrics.SpansExpired[ExpiryReason.Size];
        Assert.InRange(expired, 1, spans - 1);
        Assert.Equal(spans, expired + session.Retention.Rows);
        Assert.Equal(spans, harness.Metrics.SpansStored.Value);
        Assert.InRange(session.Retention.Bytes, 1, StoreLimits.MinMaxBytes);
    }

    [Fact]
    public void A_resource_repeated_for_every_span_is_stored_once()
    {
        using var harness = new StoreHarness();
        using StoreSession session = harness.Open();
        byte[] resource = Proto.Message(1, Proto.Attribute("padding", new string('x', 60_000)));
        for (int i = 0; i < 50; i++)
        {
            harness.Write(session, Proto.Join([.. Enumerable.Range(0, 20).Select(_ => TestRequest.OfRaw(resource, new TestSpan().ToBytes()))]));
        }

        Assert.Equal(1000, session.Retention.Rows);
        // The resources alone came as 60 MB.
        Assert.InRange(harness.BytesOnDisk, 1, 2 * StoreLimits.CheckpointBytes);
    }

    [Fact]
    public void Resources_of_rows_that_are_gone_go_with_them()
    {
        using var harness = new StoreHarness();
        using StoreSession session = harness.Open(harness.Options(maxAge: TimeSpan.FromHours(1)));
        for (int i = 0; i < 200; i++)
        {
            byte[] resource = Proto.Message(1, Proto.Attribute("unique", i + new string('x', 50_000)));
            harness.Write(session, TestRequest.OfRaw(resource, new TestSpan().ToBytes()));
        }

        harness.Clock.Advance(TimeSpan.FromHours(2));
        while (session.Retention.ExpireByAge(Now(harness)))
        {
        }

        while (session.Retention.Shrink())
        {
        }

        Assert.Equal(0, session.Retention.Rows);
        Assert.InRange(session.Retention.Bytes, 1, (StoreLimits.FreePagesKept * StoreLimits.PageBytes) + StoreLimits.CheckpointBytes + (2 << 20));
    }

    [Fact]
    public void Rows_older_than_the_bound_are_deleted_and_younger_ones_stay()
    {
        using var harness = new StoreHarness();
        using StoreSession session = harness.Open(harness.Options(maxAge: TimeSpan.FromHours(24)));
        harness.Write(session, TestRequest.Of([.. Enumerable.Range(0, 1500).Select(_ => new TestSpan())]));
        harness.Clock.Advance(TimeSpan.FromHours(23));
        harness.Write(session, TestRequest.Of(new TestSpan()));

        Assert.False(session.Retention.ExpireByAge(Now(harness)));
        Assert.Equal(1501, session.Retention.Rows);
        harness.Clock.Advance(TimeSpan.FromHours(2));
        Assert.False(session.Retention.ExpireByAge(Now(harness)));

        Assert.Equal((1, 1500), (session.Retention.Rows, harness.Metrics.SpansExpired[ExpiryReason.Age]));
    }

    [Fact]
    public void A_smaller_bound_after_a_restart_is_held()
    {
        using var harness = new StoreHarness();
        string body = RandomNumberGenerator.GetHexString(400_000);
        using (StoreSession large = harness.Open(harness.Options(256 << 20)))
        {
            for (int i = 0; i < 350; i++)
            {
                harness.Write(large, TestRequest.Of(new TestSpan { Attributes = [("http.request.body.content", body)] }));
            }
        }

        Assert.InRange(harness.BytesOnDisk, 100 << 20, 256 << 20);
        using StoreSession small = harness.Open(harness.Options(64 << 20));
        harness.Write(small, TestRequest.Of(new TestSpan()));
        while (small.Retention.Shrink())
        {
        }

        harness.Write(small, TestRequest.Of(new TestSpan()));
        Assert.InRange(harness.BytesOnDisk, 1, 64 << 20);
    }

    [Fact]
    public void Ids_are_not_used_again_after_everything_expired()
    {
        using var harness = new StoreHarness();
        using (StoreSession session = harness.Open(harness.Options(maxAge: TimeSpan.FromHours(1))))
        {
            harness.Write(session, TestRequest.Of(new TestSpan(), new TestSpan()));
            harness.Clock.Advance(TimeSpan.FromHours(2));
            session.Retention.ExpireByAge(Now(harness));
        }

        using var writer = harness.Open();
        harness.Write(writer, TestRequest.Of(new TestSpan()));
        using var connection = new StoreFile(harness.Options(), harness.Clock).OpenForReading();
        using var ids = new SqliteStatement(connection, "SELECT max(id) FROM exchanges");
        Assert.Equal(3, ids.RunScalar());
    }

    private static long Now(StoreHarness harness) => UnixTime.Nanoseconds(harness.Clock.GetUtcNow());
}
