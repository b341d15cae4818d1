using System.Net;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Sqlite;
using PodMirror.Agent.Tests.Catalog;
using PodMirror.Agent.Tests.Queue;
using PodMirror.Agent.Tests.Queue.Disk;

namespace PodMirror.Agent.Tests.Store;

/// <summary>A start on a disk that is full, or fails: receiving and forwarding need no store.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_cannot_be_upgraded_now_is_upgraded_once_it_can_and_nothing_is_lost_or_counted_twice(bool isFull)
    {
        using var disk = new ModelDisk(new Random(1));
        await using (TestAgent before = await CatalogAgent.StartAsync(disk.Path))
        {
            await before.CatalogAsync(CatalogAgent.Calls(20, _ => "/items"));
        }

        Execute(disk, "podmirror.db", "ALTER TABLE exchanges DROP COLUMN host; PRAGMA user_version = 1");
        Fail(disk, "podmirror.db", DiskOperation.Write, isFull ? DiskFault.Full : DiskFault.Error);
        var clock = new MovableClock();
        await using TestAgent agent = await StartAsync(disk.Path, clock);
        await agent.SendAsync(TestRequest.Of(CatalogAgent.Calls(3, _ => "/items")));
        await agent.UploadAsync("shop", Descriptions.Small);

        Assert.Contains("store: SQLite Error", await ReadyAsync(agent, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        await agent.GetAsync("/api/v1/exchanges", HttpStatusCode.ServiceUnavailable);
        Assert.Equal(3, await agent.MetricAsync("queue_spans"));

        disk.Faults = _ => DiskFault.None;
        await TestAgent.UntilAsync(() =>
        {
            clock.Advance(BetweenTries);
            return Task.FromResult(agent.App.Metrics.SpansStored.Value == 3);
        });
        await agent.CaughtUpAsync();
        Assert.Equal(["GET /items 23"], await agent.EndpointsAsync(23));
        Assert.Equal(3, await agent.MetricAsync("catalog_calls_total"));
        Assert.Equal(23, (await agent.RowsAsync("limit=100")).Length);
        await ReadyAsync(agent, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_store_that_another_process_holds_keeps_nobody_from_starting()
    {
        string data = Directory.CreateTempSubdirectory("podmirror-agent-").FullName;
        await (await CatalogAgent.StartAsync(data)).DisposeAsync();
        var clock = new MovableClock();
        using (var other = new SqliteConnection($"Data Source={Path.Combine(data, "podmirror.db")};Pooling=False"))
        {
            await other.OpenAsync();
            SqliteScript.Run(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
            await using TestAgent agent = await StartAsync(data, clock);
            await ReadyAsync(agent, HttpStatusCode.ServiceUnavailable);
        }

        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Descriptions_and_audit_that_cannot_be_opened_now_are_there_once_they_can_be()
    {
        using var disk = new ModelDisk(new Random(1));
        await using (TestAgent before = await CatalogAgent.StartAsync(disk.Path))
        {
            await before.UploadAsync("shop", Descriptions.Small);
        }

        disk.Faults = call => call.File is "descriptions.db" or "audit.db" && call.Operation == DiskOperation.Open ? DiskFault.Error : DiskFault.None;
        var clock = new MovableClock();
        await using TestAgent agent = await StartAsync(disk.Path, clock);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.UploadAsync("shop", Descriptions.WithoutThings)).Status);
        await agent.GetAsync("/api/v1/services/shop/description", HttpStatusCode.ServiceUnavailable);
        await agent.GetAsync("/api/v1/audit", HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(
            HttpMethod.Post, "rules", """{"service":"shop","kind":"pin","template":"/items"}"""));
        Assert.Equal(1, await agent.MetricAsync("audit_failed_total"));
        Assert.Equal(["/items user", "/never description", "/things/{thing} description"], await agent.RulesAsync());

        disk.Faults = _ => DiskFault.None;
        clock.Advance(BetweenTries);
        Assert.Equal(Descriptions.Small, await agent.Client.GetStringAsync(agent.DescriptionOf("shop")));
        Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, "services/shop/description"));
        Assert.Equal(["/items user"], await agent.RulesAsync());
        Assert.Equal(
            ["remove_description", "upload_description"],
            (await agent.GetAsync("/api/v1/audit")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_directory_in_which_no_store_can_be_made_is_told_at_the_start()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("podmirror-agent-");
        data.CreateSubdirectory("podmirror.db");
        StartupException fault = await Assert.ThrowsAsync<StartupException>(() => CatalogAgent.StartAsync(data.FullName));
        Assert.Contains("--data", fault.Message, StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    private static Task<TestAgent> StartAsync(string data, TimeProvider clock) =>
        TestAgent.StartAsync(options => options with { Data = data }, clock);

    private static async Task<string> ReadyAsync(TestAgent agent, HttpStatusCode expected)
    {
        using HttpResponseMessage ready = await agent.Client.GetAsync(new Uri(agent.Web, "/readyz"));
        string text = await ready.Content.ReadAsStringAsync();
        Assert.True(expected == ready.StatusCode, text);
        return text;
    }

    private static void Execute(ModelDisk disk, string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(disk.Path, file)};Pooling=False");
        connection.Open();
        SqliteScript.Run(connection, sql);
    }

    private static void Fail(ModelDisk disk, string file, DiskOperation operation, DiskFault fault) => disk.Faults = call =>
        call.File.StartsWith(file, StringComparison.Ordinal) && call.Operation == operation ? fault : DiskFault.None;
}
