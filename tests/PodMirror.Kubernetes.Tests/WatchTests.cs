using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PodMirror.Kubernetes.Tests;

public sealed class WatchTests : ClusterTest
{
    private const string Pods = "/api/v1/pods";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_was_there_before_and_what_comes_after_is_known()
    {
        Put("a", "1");
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Assert.Equal("1", watch.Items["shop/a"]);

        Put("b", "1");
        Put("a", "2");
        await Until(() => watch.Items.GetValueOrDefault("shop/b") == "1" && watch.Items["shop/a"] == "2");

        Cluster.Delete("/api/v1/namespaces/shop/pods/a");
        await Until(() => !watch.Items.ContainsKey("shop/a"));
        Assert.Equal(1, watch.Lists);
    }

    [Fact]
    public async Task A_list_longer_than_a_page_is_read_to_its_end()
    {
        for (int i = 0; i < 1201; i++)
        {
            Put($"p{i}", "1");
        }

        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);

        Assert.Equal(1201, watch.Items.Count);
        Assert.Equal(3, Cluster.Requests.Count(line => line.Contains("limit=500", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_watch_that_broke_off_goes_on_from_where_it_was_without_a_new_list()
    {
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Cluster.BreakWatches();
        Put("late", "1");

        await Until(() => watch.Items.ContainsKey("shop/late"));
        Assert.Equal(1, watch.Lists);
    }

    [Fact]
    public async Task What_the_API_server_has_forgotten_is_listed_again()
    {
        Put("old", "1");
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Cluster.Intercept = _ => Task.FromResult(false);
        Cluster.Delete("/api/v1/namespaces/shop/pods/old");
        Put("new", "1");
        Cluster.Compact();
        Cluster.BreakWatches();

        await Until(() => watch.Items.ContainsKey("shop/new") && !watch.Items.ContainsKey("shop/old"));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_for_too_long_is_made_anew()
    {
        Cluster.IsSilent = true;
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Put("unheard", "1");
        await Until(() => Watches() >= 2);
        Cluster.IsSilent = false;

        await Until(() => watch.Items.ContainsKey("shop/unheard"));
        Assert.Equal(1, watch.Lists);
    }

    [Fact]
    public async Task While_the_API_server_refuses_the_trouble_is_told_and_afterwards_it_is_over()
    {
        Cluster.Intercept = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.Body.WriteAsync("{\"kind\":\"Status\",\"reason\":\"Forbidden\",\"message\":\"pods is forbidden\"}"u8.ToArray());
            return true;
        };
        ResourceWatch<string> watch = Start();
        await Until(() => watch.Trouble is not null);
        Assert.Equal("cannot list /api/v1/pods: pods is forbidden", watch.Trouble);

        Cluster.Intercept = null;
        await watch.Synced.WaitAsync(Deadline);
        await Until(() => watch.Trouble is null);
    }

    [Fact]
    public async Task Objects_that_the_reader_does_not_want_are_not_kept()
    {
        Put("a", "skip");
        Put("b", "1");
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Assert.Equal(["shop/b"], watch.Items.Keys);

        Put("b", "skip");
        await Until(() => watch.Items.Count == 0);
    }

    [Fact]
    public async Task A_list_whose_pages_are_forgotten_while_it_is_read_is_read_anew()
    {
        for (int i = 0; i < 700; i++)
        {
            Put($"p{i}", "1");
        }

        int refusals = 0;
        Cluster.Intercept = async context =>
        {
            bool refuse = context.Request.Query.ContainsKey("continue") && refusals++ == 0;
            return refuse && await RefuseAsync(context, 410, "Expired");
        };
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);

        Assert.Equal(700, watch.Items.Count);
        Assert.Equal(2, refusals);
    }

    [Fact]
    public async Task A_version_that_the_API_server_does_not_take_is_not_insisted_on()
    {
        string? first = null;
        Cluster.Intercept = async context =>
        {
            string? version = context.Request.Query["resourceVersion"];
            first ??= version;
            return version is not null && version == first && await RefuseAsync(context, 504, "Timeout");
        };
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Put("new", "1");

        await Until(() => watch.Items.ContainsKey("shop/new") && watch.Trouble is null);
    }

    [Fact]
    public async Task An_API_server_that_ends_every_watch_at_once_is_not_asked_without_end()
    {
        Cluster.Intercept = async context =>
        {
            bool isWatch = context.Request.Query.ContainsKey("watch");
            if (isWatch)
            {
                await context.Response.WriteAsync("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\n");
            }

            return isWatch;
        };
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.InRange(watch.Lists, 1, 12);
    }

    [Theory]
    [InlineData("""{ "spec": 1 }""")]
    [InlineData("""{ "spec": null }""")]
    [InlineData("""{ "spec": { "value": 5 } }""")]
    public async Task An_object_that_cannot_be_read_hides_no_other_and_is_told_of(string odd)
    {
        Put("a", "1");
        Cluster.Put("/api/v1/namespaces/shop/pods/odd", odd);
        ResourceWatch<string> watch = Start();
        await watch.Synced.WaitAsync(Deadline);
        Assert.Equal(["shop/a"], watch.Items.Keys);
        Assert.Equal("of /api/v1/pods 1 cannot be read", watch.Trouble);

        Cluster.Put("/api/v1/namespaces/shop/pods/other", odd);
        Put("b", "1");
        await Until(() => watch.Items.ContainsKey("shop/b"));
        Put("odd", "1");
        Cluster.Delete("/api/v1/namespaces/shop/pods/other");
        await Until(() => watch.Items.ContainsKey("shop/odd") && watch.Trouble is null);
    }

    [Fact]
    public void Half_a_character_is_no_text_in_names_and_in_values()
    {
        using var document = JsonDocument.Parse("""{ "text": "\ud800", "of": { "\ud800": 1, "b": "x" } }""");

        Assert.Equal("", KubeJson.Text(document.RootElement, "text"));
        Assert.Equal("", KubeJson.Text(KubeJson.Get(document.RootElement, "of"), "zzz"));
    }

    private static async Task<bool> RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync($$"""{"kind":"Status","reason":"{{reason}}","code":{{status}}}""");
        return true;
    }

    private static string? Read(JsonElement pod)
    {
        string value = pod.GetProperty("spec").GetProperty("value").GetString()!;
        return value == "skip" ? null : value;
    }

    private int Watches() => Cluster.Requests.Count(line => line.Contains("watch=1", StringComparison.Ordinal));

    private ResourceWatch<string> Start()
    {
        var times = new WatchTimes { Idle = TimeSpan.FromMilliseconds(400), FirstPause = TimeSpan.FromMilliseconds(10) };
        var watch = new ResourceWatch<string>(Client, Pods, Read) { Times = times };
        Run(watch.RunAsync);
        return watch;
    }

    private static async Task Until(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, "did not come true");
            await Task.Delay(10);
        }
    }
}
