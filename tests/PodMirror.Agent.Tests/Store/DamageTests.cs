using System.Net;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Sqlite;
using PodMirror.Agent.Store;
using PodMirror.Agent.Tests.Queue;

namespace PodMirror.Agent.Tests.Store;

public sealed class DamageTests
{
    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "not a database", path => File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(100_000)) },
        { "text", path => File.WriteAllText(path, "hello") },
        { "cut short", path => Resize(path, 5000) },
        { "pages overwritten", path => Overwrite(path, 4096, 40_000) },
        { "header overwritten", path => Overwrite(path, 0, 200) },
        { "newer version", path => Execute(path, "PRAGMA user_version = 99") },
        { "another program's database", path => Execute(path, "DROP TABLE spans; DROP TABLE exchanges; DROP TABLE sources; CREATE TABLE x (y)") },
        { "table missing", path => Execute(path, "DROP TABLE spans") },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void A_damaged_file_is_set_aside_and_a_new_one_begun(string name, Action<string> damage)
    {
        using var harness = new StoreHarness();
        using (StoreSession session = harness.Open())
        {
            harness.Write(session, TestRequest.Of([.. Enumerable.Range(0, 400).Select(_ => new TestSpan())]));
        }

        SqliteConnection.ClearAllPools();
        damage(harness.DatabasePath);

        using (StoreSession session = harness.Open())
        {
            Assert.True(session.Retention.Rows == 0, name);
            harness.Write(session, TestRequest.Of(new TestSpan()));
        }

        Assert.NotEmpty(harness.SetAside);
    }

    [Fact]
    public void Only_the_last_damaged_file_is_kept()
    {
        using var harness = new StoreHarness();
        for (int i = 0; i < 3; i++)
        {
            File.WriteAllText(harness.DatabasePath, "hello");
            harness.Clock.Advance(TimeSpan.FromMinutes(1));
            harness.Open().Dispose();
        }

        Assert.Single(harness.SetAside);
    }

    [Fact]
    public void A_sound_file_is_opened_with_its_rows()
    {
        using var harness = new StoreHarness();
        using (StoreSession session = harness.Open())
        {
            harness.Write(session, TestRequest.Of(new TestSpan(), new TestSpan()));
        }

        using StoreSession again = harness.Open();
        Assert.Equal(2, again.Retention.Rows);
        Assert.Empty(harness.SetAside);
    }

    [Fact]
    public void A_file_of_the_version_before_is_upgraded_with_its_rows()
    {
        using var harness = new StoreHarness();
        using (StoreSession session = harness.Open())
        {
            harness.Write(session, TestRequest.Of(new TestSpan(), new TestSpan()));
        }

        SqliteConnection.ClearAllPools();
        Execute(harness.DatabasePath, "ALTER TABLE exchanges DROP COLUMN host; PRAGMA user_version = 1");

        using StoreSession again = harness.Open();
        Assert.Equal(2, again.Retention.Rows);
        harness.Write(again, TestRequest.Of(new TestSpan { Attributes = [("server.address", "bank.example")] }));
        Assert.Equal("bank.example", Scalar(harness.DatabasePath, "SELECT group_concat(host) FROM exchanges"));
        Assert.Empty(harness.SetAside);
    }

    [Fact]
    public async Task Damage_found_while_running_costs_the_file_and_not_the_agent()
    {
        using var harness = new StoreHarness();
        await using var queue = QueueHarness.InMemory();
        await using StoreWriter writer = harness.Writer(queue.First);
        writer.Start();
        await queue.PutAsync(300);
        await TestAgent.UntilAsync(() => Task.FromResult(writer.Rows == 300));

        writer.ReportDamage("a reader met a damaged page");
        await TestAgent.UntilAsync(() => Task.FromResult(harness.SetAside.Length > 0));
        await queue.PutAsync(5);
        await TestAgent.UntilAsync(() => Task.FromResult(writer.Rows == 5));

        Assert.Null(writer.Trouble);
        Assert.Equal(300, harness.Metrics.SpansExpired[ExpiryReason.SetAside]);
    }

    [Fact]
    public async Task What_cannot_be_stored_now_waits_in_the_queue()
    {
        using var harness = new StoreHarness();
        await using var queue = QueueHarness.InMemory();
        await using StoreWriter writer = harness.Writer(queue.First);
        writer.Start();
        // Another process holds the file: writes fail when the wait for it is over.
        using (var other = new SqliteConnection($"Data Source={harness.DatabasePath};Pooling=False"))
        {
            await other.OpenAsync();
            SqliteScript.Run(other, "BEGIN EXCLUSIVE");
            await queue.PutAsync(7);
            await TestAgent.UntilAsync(() => Task.FromResult(writer.Trouble is not null));
            Assert.Equal((7, 0), (queue.First.Spans, harness.Metrics.SpansStored.Value));
        }

        await queue.PutAsync(3);
        await TestAgent.UntilAsync(() => Task.FromResult(queue.First.Spans == 0));
        Assert.Equal((10, 10, 0), (writer.Rows, harness.Metrics.SpansStored.Value, harness.Metrics.SpansDropped.Total));
        await TestAgent.UntilAsync(() => Task.FromResult(writer.Trouble is null));
    }

    [Fact]
    public async Task What_the_grace_does_not_suffice_for_stays_in_the_queue()
    {
        using var harness = new StoreHarness();
        await using var queue = QueueHarness.InMemory();
        await using StoreWriter writer = harness.Writer(queue.First);
        await queue.PutAsync(10);
        await queue.PutAsync(10);
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        Task drained = writer.DrainAsync(over.Token);
        writer.Start();
        await drained;

        Assert.Equal((20, 0), (harness.Metrics.SpansStored.Value + queue.First.Spans, harness.Metrics.SpansDropped.Total));
    }

    [Fact]
    public async Task The_agent_starts_on_a_damaged_file_and_answers()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("podmirror-agent-");
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "podmirror.db"), "this is no database");
        await using (TestAgent agent = await TestAgent.StartAsync(options => options with { Data = directory.FullName }))
        {
            await agent.StoreAsync(new TestSpan());
            Assert.Single(await agent.PathsAsync(""));
            using HttpResponseMessage ready = await agent.Client.GetAsync(new Uri(agent.Web, "/readyz"));
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        directory.Delete(recursive: true);
    }

    private static void Resize(string path, long length)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(length);
    }

    private static void Overwrite(string path, long offset, int count)
    {
        using FileStream file = File.OpenWrite(path);
        file.Position = offset;
        file.Write(RandomNumberGenerator.GetBytes(count));
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        SqliteScript.Run(connection, sql);
    }

    private static string Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var statement = new SqliteStatement(connection, sql);
        Assert.True(statement.Step());
        return statement.Text(0);
    }
}
