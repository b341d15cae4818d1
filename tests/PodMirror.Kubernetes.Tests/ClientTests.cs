using System.Net;
using System.Net.Sockets;
using System.Text;
using PodMirror.ClusterKit;

namespace PodMirror.Kubernetes.Tests;

public sealed class ClientTests
{
    [Fact]
    public async Task An_object_is_created_read_and_changed_under_the_kubeconfig_s_credentials()
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        string? authorization = null;
        cluster.Intercept = context =>
        {
            authorization = context.Request.Headers.Authorization;
            return Task.FromResult(false);
        };
        using KubeClient client = cluster.Connect();
        byte[] body = Encoding.UTF8.GetBytes("""{ "metadata": { "name": "a" }, "data": { "k": "1" } }""");

        using KubeAnswer created = await client.SendAsync(HttpMethod.Post, KubePath.Core("shop", "secrets"), body, KubeClient.Json, default);
        using KubeAnswer again = await client.SendAsync(HttpMethod.Post, KubePath.Core("shop", "secrets"), body, KubeClient.Json, default);
        using KubeAnswer read = await client.GetAsync(KubePath.Core("shop", "secrets", "a"), default);
        using KubeAnswer missing = await client.GetAsync(KubePath.Core("shop", "secrets", "b"), default);

        Assert.Equal(201, created.Status);
        Assert.Equal((409, "AlreadyExists", "secrets \"a\" already exists"), (again.Status, again.Reason, again.Fault));
        Assert.Equal("1", read.Body.GetProperty("data").GetProperty("k").GetString());
        Assert.Equal((404, "NotFound"), (missing.Status, missing.Reason));
        Assert.Equal("Bearer secret-token", authorization);
        Assert.Equal("shop", client.Namespace);
    }

    [Fact]
    public async Task An_object_that_changed_meanwhile_is_a_conflict()
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        using KubeClient client = cluster.Connect();
        string path = KubePath.Core("shop", "secrets", "a");
        cluster.Put(path, """{ "data": { "k": "1" } }""");
        using KubeAnswer read = await client.GetAsync(path, default);
        cluster.Put(path, """{ "data": { "k": "2" } }""");

        using KubeAnswer late = await client.SendAsync(
            HttpMethod.Put, path, Encoding.UTF8.GetBytes(read.Body.GetRawText()), KubeClient.Json, default);

        Assert.Equal((409, "Conflict"), (late.Status, late.Reason));
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_told_in_one_line()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Kubeconfig($"http://127.0.0.1:{port}"));
        using KubeClient client = new KubeAccess(file).Connect();

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync("/version", default));

        Assert.Equal($"the API server at 127.0.0.1:{port} cannot be reached: Connection refused", fault.Message);
        File.Delete(file);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(0.1, false)]
    public async Task A_request_may_have_a_time_of_its_own(double seconds, bool isAnswered)
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        cluster.Intercept = async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        };
        using var client = new KubeAccess(cluster.Kubeconfig).Connect(TimeSpan.FromMilliseconds(isAnswered ? 200 : 20_000));
        byte[] body = Encoding.UTF8.GetBytes("""{ "metadata": { "name": "a" } }""");

        Exception? fault = await Record.ExceptionAsync(async () =>
        {
            using KubeAnswer answer = await client.SendAsync(
                HttpMethod.Post, KubePath.Core("shop", "pods"), body, KubeClient.Json, TimeSpan.FromSeconds(seconds), default);
            Assert.Equal(201, answer.Status);
        });

        Assert.Equal(isAnswered ? null : "did not answer within 0.1 s", fault?.Message[^27..]);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_told_in_one_line()
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        cluster.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };
        using var client = new KubeAccess(cluster.Kubeconfig).Connect(TimeSpan.FromMilliseconds(200));

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync("/version", default));

        Assert.EndsWith("did not answer within 0.2 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_no_JSON_is_an_answer_with_its_status()
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        cluster.Intercept = async context =>
        {
            context.Response.StatusCode = 502;
            await context.Response.Body.WriteAsync("<html>bad gateway"u8.ToArray());
            return true;
        };
        using KubeClient client = cluster.Connect();

        using KubeAnswer answer = await client.GetAsync("/version", default);

        Assert.Equal((false, 502, "HTTP status 502"), (answer.IsSuccess, answer.Status, answer.Fault));
    }

    [Theory]
    [InlineData(301, "https://me:secret@login.example/start?next=1", "login.example")]
    [InlineData(302, "https://login.example:8443/", "login.example:8443")]
    [InlineData(307, "/login", null)]
    [InlineData(308, "", null)]
    public async Task A_redirect_is_not_followed_and_told_with_its_host(int status, string location, string? host)
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        int requests = 0;
        cluster.Intercept = context =>
        {
            requests++;
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        };
        using KubeClient client = cluster.Connect();

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync("/version", default));

        string own = cluster.Address.Authority;
        Assert.Equal($"the API server at {own} answered with a redirect to {host ?? own}, as a login page does", fault.Message);
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData("not: [a, kubeconfig")]
    [InlineData("apiVersion: v1\nkind: Config\ncurrent-context: none\n")]
    [InlineData("")]
    [InlineData("one line that is no kubeconfig\n")]
    public async Task A_kubeconfig_that_leads_nowhere_is_told_in_one_line(string text)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text);

        KubeException fault = Assert.Throws<KubeException>(() => new KubeAccess(file).Connect());

        Assert.StartsWith("no access to a cluster: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain("cast", fault.Message, StringComparison.OrdinalIgnoreCase);
        File.Delete(file);
    }

    [Fact]
    public void A_kubeconfig_that_is_missing_is_told_in_one_line()
    {
        KubeException fault = Assert.Throws<KubeException>(() => new KubeAccess("/nowhere/config").Connect());

        Assert.StartsWith("no access to a cluster: ", fault.Message, StringComparison.Ordinal);
    }

    private static string Kubeconfig(string server) => $$"""
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "{{server}}" } }]
        users: [{name: u, user: {token: t} }]
        contexts: [{name: c, context: {cluster: c, user: u} }]
        """;
}
