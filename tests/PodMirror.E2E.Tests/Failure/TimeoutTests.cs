using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Failure;

/// <summary>A webhook that never answers is worse than none: the API server waits for it.</summary>
public sealed class TimeoutTests(Cluster cluster) : ClusterTest, IAsyncDisposable
{
    private const string Space = "podmirror-e2e-timeout";

    // An address that nobody has: RFC 5737, TEST-NET-1.
    private const string Nobody = """
        apiVersion: v1
        kind: Endpoints
        metadata: {name: podmirror, namespace: podmirror}
        subsets:
          - addresses: [{ip: 192.0.2.1}]
            ports: [{name: webhook, port: 8443}, {name: otlp-grpc, port: 4317}, {name: otlp-http, port: 4318}, {name: web, port: 8080}]
        """;

    [Fact]
    public async Task A_Pod_comes_up_and_serves_when_the_webhook_never_answers()
    {
        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(Space));
        await Kubectl.RunAsync("""-n podmirror patch service podmirror --type=json -p [{"op":"remove","path":"/spec/selector"}]""");
        await Kubectl.RunAsync("replace -f -", Nobody);

        // The connection that the API server has would go on for a while.
        await Kubectl.RunAsync($"-n {Release.Namespace} delete pods --selector=app.kubernetes.io/name=podmirror");
        await Eventually.IsAsync("the webhook is not reached", async () => !await cluster.Probe.TryAsync());

        await Kubectl.RunAsync("apply -f -", Shop.Manifest(Space, "patient"));

        await cluster.ReadyPodAsync(Space, "app=patient", 1);
        Assert.Equal(200, await cluster.CallAsync(Space, "patient", "/api/products/1"));
    }

    public async ValueTask DisposeAsync() => await Release.InstallAsync(cluster);
}
