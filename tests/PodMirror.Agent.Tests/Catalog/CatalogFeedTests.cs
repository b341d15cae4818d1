using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using static PodMirror.Agent.Tests.Catalog.CatalogAgent;

namespace PodMirror.Agent.Tests.Catalog;

public sealed class CatalogFeedTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("podmirror-catalog-");

    private string Data => _directory.FullName;

    private string StatePath => Path.Combine(Data, "catalog.state");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Spans_that_were_stored_are_endpoints()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        TestSpan[] others = [new TestSpan { Path = "/health" }, new TestSpan { Path = "/nothing", Status = 404 }];
        await agent.CatalogAsync([.. Calls(30, i => $"/orders/{i}"), .. others]);
        Assert.Equal(["GET /health 1", "GET /orders/{orderId} 30"], await agent.EndpointsAsync(31));

        JsonElement service = (await agent.GetAsync("/api/v1/services")).GetProperty("services").EnumerateArray().Single();
        Assert.Equal(("shop", 32, 2, 1), (
            service.GetProperty("name").GetString(), service.GetProperty("calls").GetInt32(), service.GetProperty("endpoints").GetInt32(),
            service.GetProperty("unconfirmed").GetInt32()));
        Assert.Equal("2023-11-14T22:13:20.000000000Z", service.GetProperty("last_seen").GetString());
    }

    [Fact]
    public async Task Of_secrets_that_a_sender_did_not_hide_nothing_is_kept()
    {
        await using TestAgent agent = await StartAsync(Data);
        var span = new TestSpan
        {
            Path = "/login",
            Attributes =
            [
                ("url.query", "page=2&access_token=hush-1&user%255Bpassword%255D=hush-2"),
                ("http.request.header.content-type", new object[] { "application/json" }),
                ("http.request.body.content", """{"name":"visible","password":"hush-3","auth":{"pin":"hush-4"} }"""),
            ],
        };
        await agent.CatalogAsync(span);
        await agent.EndpointsAsync(1);
        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(
            HttpMethod.Post, "rules", """{"service":"shop","kind":"pin","template":"/login"}"""));
        string saved = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(StatePath));
        Assert.Contains("visible", saved);
        Assert.DoesNotContain("hush-", saved);
    }

    [Fact]
    public async Task A_span_that_is_sent_twice_and_a_probe_are_not_counted()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        TestSpan[] spans = Calls(5, _ => "/items");
        await agent.StoreAsync(spans);
        await agent.SendAsync(TestRequest.From("podmirror-prober", "x", "y", new TestSpan()));
        await agent.CatalogAsync(spans);
        Assert.Equal(["GET /items 5"], await agent.EndpointsAsync(5));
        Assert.Equal(1, await agent.MetricAsync("catalog_spans_ignored_total", "probe"));
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_one_before_ended()
    {
        await using (TestAgent agent = await StartAsync(Data))
        {
            await agent.CatalogAsync(Calls(30, i => $"/orders/{i}"));
        }

        await using TestAgent again = await StartAsync(Data);
        Assert.Equal(1, await again.MetricAsync("catalog_loaded", "\"loaded\""));
        await again.CatalogAsync(Calls(3, i => $"/orders/{100 + i}"));
        Assert.Equal(["GET /orders/{orderId} 33"], await again.EndpointsAsync(33));
        Assert.Equal(3, await again.MetricAsync("catalog_calls_total"));
    }

    [Fact]
    public async Task A_crash_loses_no_call_that_was_stored_and_counts_none_twice()
    {
        TestAgent agent = await StartAsync(Data);
        await agent.CatalogAsync(Calls(20, _ => "/items"));

        // A rule is saved at once, and with it what was counted so far.
        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(
            HttpMethod.Post, "rules", """{"service":"shop","kind":"pin","template":"/items"}"""));
        await agent.CatalogAsync(Calls(300, _ => "/items"));
        await agent.KillAsync();

        await using TestAgent again = await StartAsync(Data);
        await again.CaughtUpAsync();
        Assert.Equal(["GET /items 320"], await again.EndpointsAsync(320));
        Assert.Equal(300, await again.MetricAsync("catalog_calls_total"));
        Assert.Equal("pin", (await again.GetAsync("/api/v1/rules")).GetProperty("rules")[0].GetProperty("kind").GetString());
    }

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "text", path => File.WriteAllText(path, "hello") },
        { "empty", path => File.WriteAllBytes(path, []) },
        { "cut", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]) },
        { "a bit", Flip },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public async Task A_state_that_cannot_be_read_is_set_aside_and_made_again_of_what_is_stored(string name, Action<string> damage)
    {
        await using (TestAgent agent = await StartAsync(Data))
        {
            await agent.CatalogAsync(Calls(7, _ => "/items"));
        }

        damage(StatePath);
        await using TestAgent again = await StartAsync(Data);
        await again.CaughtUpAsync();
        Assert.Equal(["GET /items 7"], await again.EndpointsAsync(7));
        Assert.Equal(1, await again.MetricAsync("catalog_loaded", "set_aside"));
        Assert.True(Directory.GetFiles(Data, "catalog.state.damaged-*").Length == 1, name);
    }

    [Fact]
    public async Task A_store_that_is_another_is_counted_from_its_beginning_and_the_catalog_kept()
    {
        await using (TestAgent agent = await StartAsync(Data))
        {
            await agent.CatalogAsync(Calls(7, _ => "/items"));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (string file in Directory.GetFiles(Data, "podmirror.db*"))
        {
            File.Delete(file);
        }

        await using TestAgent again = await StartAsync(Data);
        await again.CatalogAsync(Calls(2, _ => "/items"));
        Assert.Equal(["GET /items 9"], await again.EndpointsAsync(9));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_state_is_for_its_user_alone()
    {
        await using (TestAgent agent = await StartAsync(Data))
        {
            await agent.CatalogAsync(new TestSpan());
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StatePath));
    }

    [Fact]
    public async Task Without_a_catalog_its_paths_say_so()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Catalog = false });
        await agent.StoreAsync(new TestSpan());
        JsonElement problem = await agent.GetAsync("/api/v1/services", HttpStatusCode.ServiceUnavailable);
        Assert.Contains("--catalog", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await agent.GetAsync("/api/v1/pipeline")).GetProperty("catalog").ValueKind);
    }

    private static void Flip(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
