using System.Net;
using System.Text.Json;
using PodMirror.Agent.Tests.Queue.Disk;

namespace PodMirror.Agent.Tests.Catalog;

/// <summary>What people are told who change something while the disk fails.</summary>
public sealed class CatalogDiskTests
{
    private const string Rule = """{"service":"shop","kind":"pin","template":"/items"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_disk_does_not_take_of_descriptions_is_a_problem_that_passes_and_leaves_nothing_behind(bool isFull)
    {
        using var disk = new ModelDisk(new Random(1));
        await using TestAgent agent = await CatalogAgent.StartAsync(disk.Path);
        await agent.UploadAsync("shop", Descriptions.WithoutThings);
        string drift = (await agent.GetAsync("/api/v1/drift")).GetProperty("items")[0].GetProperty("id").GetString()!;
        (HttpMethod, string, string?)[] changes =
        [
            (HttpMethod.Post, $"drift/{drift}/accept", "{}"), (HttpMethod.Delete, "services/shop/description", null),
        ];
        disk.Faults = IsWrite(isFull ? DiskFault.Full : DiskFault.Error);

        (HttpStatusCode status, JsonElement problem) = await agent.UploadAsync("shop", Descriptions.Small);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 503), (status, problem.GetProperty("status").GetInt32()));
        Assert.Contains("try again", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach ((HttpMethod method, string path, string? body) in changes)
        {
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, await agent.ChangeAsync(method, path, body)));
        }

        Assert.Equal(Descriptions.WithoutThings, await agent.Client.GetStringAsync(agent.DescriptionOf("shop")));
        Assert.Equal(["/never description"], await agent.RulesAsync());
        Assert.Equal(0, (await agent.GetAsync("/api/v1/drift?accepted=true")).GetProperty("total").GetInt32());

        disk.Faults = _ => DiskFault.None;
        foreach ((HttpMethod method, string path, string? body) in changes)
        {
            Assert.Equal((path, HttpStatusCode.NoContent), (path, await agent.ChangeAsync(method, path, body)));
        }
    }

    [Fact]
    public async Task A_description_whose_comparison_cannot_be_kept_is_taken_all_the_same()
    {
        using var disk = new ModelDisk(new Random(1));
        await using TestAgent agent = await CatalogAgent.StartAsync(disk.Path);
        int commits = 0;
        disk.Faults = call => call is { File: "descriptions.db-journal", Operation: DiskOperation.Delete } && ++commits > 1
            ? DiskFault.Error
            : DiskFault.None;

        Assert.Equal(HttpStatusCode.OK, (await agent.UploadAsync("shop", Descriptions.Small)).Status);

        Assert.True(commits > 1);
        disk.Faults = _ => DiskFault.None;
        Assert.Equal(2, (await agent.RulesAsync()).Length);
        Assert.Equal("upload_description", (await agent.GetAsync("/api/v1/audit")).GetProperty("entries")[0].GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_rule_that_cannot_be_saved_holds_and_whoever_says_it_is_told_so()
    {
        string data = Directory.CreateTempSubdirectory("podmirror-catalog-").FullName;
        await using (TestAgent agent = await CatalogAgent.StartAsync(data))
        {
            // Where the next state would be written is something else.
            DirectoryInfo inTheWay = Directory.CreateDirectory(Path.Combine(data, "catalog.state.next"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await agent.ChangeAsync(HttpMethod.Post, "rules", Rule));
            Assert.Equal(["/items user"], await agent.RulesAsync());
            Assert.Equal("add_rule", (await agent.GetAsync("/api/v1/audit")).GetProperty("entries")[0].GetProperty("action").GetString());

            inTheWay.Delete();
            Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(HttpMethod.Post, "rules", Rule));
            Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, "rules?service=shop&kind=pin&template=/items"));
        }

        Directory.Delete(data, recursive: true);
    }

    private static Func<DiskCall, DiskFault> IsWrite(DiskFault fault) => call =>
        call.File.StartsWith("descriptions.db", StringComparison.Ordinal) && call.Operation == DiskOperation.Write ? fault : DiskFault.None;
}
