using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Tests.Queue;

public sealed class QueueDamageTests
{
    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "not a database", path => File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(100_000)) },
        { "text", path => File.WriteAllText(path, "hello") },
        { "empty", path => File.WriteAllBytes(path, []) },
        { "header overwritten", path => Overwrite(path, 0, 200) },
        { "no file but a directory's worth of nothing", File.Delete },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_cannot_be_used_is_set_aside_and_the_queue_goes_on(string name, Action<string> damage)
    {
        await using var queue = QueueHarness.OnDisk();
        await queue.PutAsync(5);
        await queue.CloseAsync();
        damage(queue.FilePath);

        await queue.RestartAsync();
        byte[] request = await queue.PutAsync(2);

        Assert.True(queue.Queue.Trouble is null, name);
        Assert.Equal(request, (await QueueHarness.TakeAllAsync(queue.First))[^1]);
    }

    [Fact]
    public async Task A_flipped_byte_in_any_page_costs_at_most_what_lay_on_it_and_never_delivers_anything_else()
    {
        for (int attempt = 0; attempt < 60; attempt++)
        {
            await using var queue = QueueHarness.OnDisk();
            var sent = new HashSet<string>();
            for (int i = 0; i < 40; i++)
            {
                sent.Add(Convert.ToHexString(await queue.PutAsync(20)));
            }

            await queue.CloseAsync();
            Flip(queue.FilePath, attempt);

            await queue.RestartAsync();
            List<byte[]> got = await QueueHarness.TakeAllAsync(queue.First);
            Assert.All(got, batch => Assert.Contains(Convert.ToHexString(batch), sent));
            // Where the flip hit nothing that is read, nothing is lost; else one batch, or those of one page.
            Assert.True(got.Count + (queue.First.Dropped[QueueDropReason.Damaged] / 20) >= 1 || queue.SetAside.Length > 0);
            await queue.PutAsync();
        }
    }

    [Fact]
    public async Task Damage_met_while_running_costs_what_cannot_be_read_and_is_counted()
    {
        await using var queue = QueueHarness.OnDiskWith(0);
        byte[] noise = RandomNumberGenerator.GetBytes(100_000);
        byte[] request = TestRequest.Of([new TestSpan { Attributes = [("noise", noise)] }, .. Enumerable.Range(0, 19).Select(_ => new TestSpan())]);
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(AppendVerdict.Durable, await queue.AppendAsync(request, 20));
        }

        await queue.CloseAsync();
        await queue.RestartAsync();
        // More than the database keeps in memory, so that it must read what is not there any more.
        Overwrite(queue.FilePath, 3 * QueueLimits.PageBytes, 100 * QueueLimits.PageBytes);

        int got = (await QueueHarness.TakeAllAsync(queue.First)).Count;

        long lost = queue.First.Dropped[QueueDropReason.Damaged];
        Assert.True(lost > 0);
        Assert.Equal(200 * 20, (got * 20) + lost);
        await queue.PutAsync();
        Assert.Null(queue.Queue.Trouble);

        // What is gone holds nothing up: all that was delivered is deleted.
        await QueueHarness.TakeAllAsync(queue.First);
        await queue.CloseAsync();
        using var file = new SqliteConnection($"Data Source={queue.FilePath};Pooling=False");
        await file.OpenAsync();
        using var rows = new SqliteStatement(file, "SELECT count(*) FROM batches");
        Assert.Equal(0, rows.RunScalar());
    }

    [Fact]
    public async Task A_batch_that_is_gone_takes_none_of_those_behind_what_was_settled_ahead()
    {
        await using var queue = QueueHarness.OnDisk();
        var sent = new List<byte[]>();
        var taken = new List<Delivery>();
        for (int i = 0; i < 6; i++)
        {
            sent.Add(await queue.PutAsync());
            taken.Add(await QueueHarness.TakeAsync(queue.First));
        }

        queue.First.Settle(taken[2]);
        await queue.CloseAsync();
        await using (var connection = new SqliteConnection($"Data Source={queue.FilePath};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            SqliteScript.Run(connection, "DELETE FROM batches WHERE id = 2");
        }

        await queue.RestartAsync();
        Assert.Equal([sent[0], .. sent[3..]], await QueueHarness.TakeAllAsync(queue.First));
    }

    private static void Flip(string path, int seed)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = (long)(new Random(seed).NextDouble() * file.Length);
        int value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ (1 << (seed % 8))));
    }

    private static void Overwrite(string path, long offset, int count)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = offset;
        file.Write(RandomNumberGenerator.GetBytes(count));
    }
}
