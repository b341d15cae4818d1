using Microsoft.AspNetCore.Http;
using PodMirror.ClusterKit;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Check;

public sealed class CredentialsCheckTests : IAsyncLifetime
{
    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_is_missing_in_a_namespace_is_named_with_it()
    {
        Put("shop", "secrets", "sender");

        CheckLine line = Assert.Single(await RunAsync(new TmeCredentials { TokenSecret = "sender" }, "shop", "bank", "desk"));

        Assert.Equal((CheckStatus.Warn, "Secret sender, which sidecars read, is missing in bank, desk"), (line.Status, line.Message));
        Assert.NotNull(line.Advice);
    }

    [Fact]
    public async Task Each_object_is_asked_for_once_and_its_kind_is_told()
    {
        Put("shop", "configmaps", "roots");
        Put("shop", "secrets", "pair");

        IReadOnlyList<CheckLine> lines = await RunAsync(
            new TmeCredentials { CaConfigMap = "roots", ClientCertificateSecret = "pair", TokenSecret = "pair" }, "shop");

        Assert.Equal("each has what its sidecars read: ConfigMap roots, Secret pair", Assert.Single(lines).Message);
        Assert.Equal(CheckStatus.Ok, lines[0].Status);
        Assert.Equal(2, _cluster.Requests.Count);
    }

    [Fact]
    public async Task Nothing_of_a_secret_but_its_metadata_is_asked_for()
    {
        string? accept = null;
        _cluster.Intercept = context =>
        {
            accept = context.Request.Headers.Accept;
            return Task.FromResult(false);
        };

        await RunAsync(new TmeCredentials { TokenSecret = "sender" }, "shop");

        Assert.StartsWith("application/json;as=PartialObjectMetadata;", accept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_read_is_neither_there_nor_missing()
    {
        _cluster.Intercept = async context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("""{"kind":"Status","message":"no"}""");
            return true;
        };

        CheckLine line = Assert.Single(await RunAsync(new TmeCredentials { TokenSecret = "sender" }, "shop", "bank"));

        Assert.Equal((CheckStatus.Warn, "Secret shop/sender cannot be read: no"), (line.Status, line.Message));
    }

    [Fact]
    public async Task Without_such_settings_or_namespaces_nothing_is_asked_or_said()
    {
        Assert.Empty(await RunAsync(new TmeCredentials(), "shop"));
        Assert.Empty(await RunAsync(new TmeCredentials { TokenSecret = "sender" }));
        Assert.Empty(_cluster.Requests);
    }

    private void Put(string space, string resource, string name) =>
        _cluster.Put($"/api/v1/namespaces/{space}/{resource}/{name}", $$"""{"metadata":{"name":"{{name}}","namespace":"{{space}}"} }""");

    private async Task<IReadOnlyList<CheckLine>> RunAsync(TmeCredentials credentials, params string[] namespaces)
    {
        using KubeClient client = new KubeAccess(_cluster.Kubeconfig).Connect();
        var options = new InjectionOptions { Image = "i", Endpoint = "http://e", TmeCredentials = credentials };
        return await new CredentialsCheck(new ClusterReader(client), options).RunAsync(namespaces, TestContext.Current.CancellationToken);
    }
}
