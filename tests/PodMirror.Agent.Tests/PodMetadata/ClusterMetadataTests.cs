using System.Text.Json;
using PodMirror.Agent.Configuration;
using PodMirror.ClusterKit;

namespace PodMirror.Agent.Tests.PodMetadata;

/// <summary>The agent with a cluster: its watches, what requests wait for, and what is asked of the API server.</summary>
public sealed class ClusterMetadataTests : IAsyncLifetime
{
    private const string PodPath = "/api/v1/namespaces/shop/pods/";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Put(
            "/apis/apps/v1/namespaces/shop/replicasets/web-5d9f",
            $$"""
            { "metadata": { "uid": "{{FakePods.WebSet}}",
                            "ownerReferences": {{FakePods.Owner("apps/v1", "Deployment", "web", Guid.NewGuid())}} } }
            """);
        PutPod("web-5d9f-aaaaa", FakePods.Web);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Spans_of_a_Pod_have_its_Deployment_also_when_they_come_before_it_was_listed()
    {
        var gate = new TaskCompletionSource();
        _cluster.Intercept = async _ =>
        {
            await gate.Task;
            return false;
        };
        await using TestAgent agent = await StartAsync();
        Task sent = agent.SendAsync(Request(FakePods.Web));
        Assert.Equal(0, await agent.MetricAsync("metadata_synced"));
        gate.SetResult();
        await sent;
        await agent.SettleAsync();

        JsonElement row = Assert.Single(await agent.RowsAsync(""));

        Assert.Equal(("web", "web-5d9f-aaaaa"), (row.GetProperty("service").GetString(), row.GetProperty("pod").GetString()));
        Assert.Equal(1, await agent.MetricAsync("metadata_waits_total", "\"listed\""));
        Assert.Equal(1, await agent.MetricAsync("metadata_lookups_total", "\"found\""));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_costs_metadata_and_no_span()
    {
        _cluster.Intercept = context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        await using TestAgent agent = await StartAsync(TimeSpan.FromMilliseconds(100));
        await agent.SendAsync(Request(FakePods.Web));
        await agent.SendAsync(Request(FakePods.Web));
        await agent.SettleAsync();

        Assert.Equal(2, (await agent.RowsAsync("")).Length);
        Assert.Equal(2, await agent.MetricAsync("metadata_lookups_total", "\"unknown\""));
        Assert.Equal((0, 0), (await agent.MetricAsync("metadata_synced"), await agent.MetricAsync("metadata_up")));
        Assert.InRange(await agent.MetricAsync("metadata_waits_total", "\"not_listed\""), 0, 1);
        Assert.Equal(0, await agent.MetricAsync("metadata_waits_total", "found\""));
    }

    [Fact]
    public async Task A_Pod_that_is_too_new_for_the_watch_is_waited_for()
    {
        await using TestAgent agent = await StartSyncedAsync();
        var late = Guid.NewGuid();
        Task sent = agent.SendAsync(Request(late));
        PutPod("web-5d9f-bbbbb", late);
        await sent;
        await agent.SettleAsync();

        Assert.Equal("web-5d9f-bbbbb", Assert.Single(await agent.RowsAsync("")).GetProperty("pod").GetString());
    }

    [Fact]
    public async Task A_Pod_of_elsewhere_is_waited_for_once_and_nobody_is_asked_for_it()
    {
        await using TestAgent agent = await StartSyncedAsync();
        var stranger = Guid.NewGuid();
        int asked = _cluster.Requests.Count;
        for (int i = 0; i < 20; i++)
        {
            await agent.SendAsync(Request(stranger, FakePods.Web));
        }

        Assert.Equal(1, await agent.MetricAsync("metadata_waits_total", "\"not_found\""));
        Assert.Equal(20, await agent.MetricAsync("metadata_lookups_total", "\"unknown\""));
        Assert.Equal(20, await agent.MetricAsync("metadata_lookups_total", "\"found\""));
        Assert.InRange(_cluster.Requests.Count - asked, 0, 3);
        Assert.All(_cluster.Requests, line => Assert.Contains(line.Split('?')[0], (string[])
            ["GET /api/v1/pods", "GET /apis/apps/v1/replicasets", "GET /apis/batch/v1/jobs"]));
    }

    [Fact]
    public async Task A_Pod_with_the_address_of_one_that_ended_is_never_taken_for_it()
    {
        await using TestAgent agent = await StartSyncedAsync();
        _cluster.Delete(PodPath + "web-5d9f-aaaaa");
        var other = Guid.NewGuid();
        await agent.SendAsync(Request(other));
        await agent.SendAsync(Request(FakePods.Web));
        await agent.SettleAsync();

        JsonElement[] rows = await agent.RowsAsync("");

        IEnumerable<string> pods = rows.Select(row => row.TryGetProperty("pod", out JsonElement pod) ? pod.GetString() ?? "" : "");
        Assert.Equal(["web-5d9f-aaaaa", ""], pods.OrderDescending());
    }

    [Fact]
    public async Task After_the_API_server_forgot_what_changed_meanwhile_is_known()
    {
        await using TestAgent agent = await StartSyncedAsync();
        _cluster.Delete(PodPath + "web-5d9f-aaaaa");
        var late = Guid.NewGuid();
        PutPod("web-5d9f-bbbbb", late);
        _cluster.Compact();
        _cluster.BreakWatches();

        await TestAgent.UntilAsync(async () => await agent.MetricAsync("metadata_pods") == 2);
        await agent.SendAsync(Request(late));
        await agent.SettleAsync();

        Assert.Equal("web", Assert.Single(await agent.RowsAsync("")).GetProperty("service").GetString());
    }

    [Fact]
    public async Task An_agent_that_was_started_again_knows_what_the_one_before_knew()
    {
        await using (TestAgent before = await StartSyncedAsync())
        {
            await before.SendAsync(Request(FakePods.Web));
        }

        await using TestAgent agent = await StartAsync();
        await agent.SendAsync(Request(FakePods.Web));
        await agent.SettleAsync();

        Assert.Equal("web", Assert.Single(await agent.RowsAsync("")).GetProperty("service").GetString());
    }

    [Fact]
    public async Task A_stop_ends_the_wait_and_loses_no_span()
    {
        _cluster.Intercept = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => true, TaskScheduler.Default);
        await using TestAgent agent = await StartAsync();
        Task sent = agent.SendAsync(Request(FakePods.Web));
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_received_total") == 1);
        await agent.StopAsync();

        await sent;

        Assert.Equal((1, 1), (agent.App.Metrics.SpansAccepted.Value, agent.App.Metrics.SpansStored.Value));
    }

    [Fact]
    public async Task Over_gRPC_it_is_the_same()
    {
        await using TestAgent agent = await StartSyncedAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        await client.ExportAsync(Request(FakePods.Web));
        await agent.SettleAsync();

        Assert.Equal("web", Assert.Single(await agent.RowsAsync("")).GetProperty("service").GetString());
    }

    private static byte[] Request(params Guid[] pods) => Proto.Join([.. pods.Select(pod => TestRequest.OfRaw(
        Resources.Of(("k8s.pod.uid", pod.ToString()), ("k8s.pod.ip", "10.0.0.1")), new TestSpan().ToBytes()))]);

    private Task<TestAgent> StartAsync(TimeSpan? wait = null) => TestAgent.StartAsync(options => options with
    {
        Metadata = new MetadataOptions { Kubeconfig = _cluster.Kubeconfig, Wait = wait ?? Long },
    });

    private async Task<TestAgent> StartSyncedAsync()
    {
        TestAgent agent = await StartAsync();
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("metadata_synced") == 1);
        return agent;
    }

    private void PutPod(string name, Guid uid) => _cluster.Put(
        PodPath + name,
        $$"""
        { "metadata": { "uid": "{{uid}}", "ownerReferences": {{FakePods.Owner("apps/v1", "ReplicaSet", "web-5d9f", FakePods.WebSet)}} },
          "status": { "podIP": "10.0.0.1" } }
        """);
}
