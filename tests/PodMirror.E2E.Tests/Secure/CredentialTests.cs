using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Secure;

/// <summary>Sidecars show a certificate and a token that their Pods have of a Secret.</summary>
public sealed class CredentialTests(Cluster cluster, SecureRelease release) : ClusterTest, IClassFixture<SecureRelease>
{
    /// <summary>The kubelet brings a Secret within a minute or two; tme waits half a minute between two attempts.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Spans_come_where_the_Secret_is_and_only_tme_has_it()
    {
        const string space = "podmirror-e2e-secret";
        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(space));
        await release.AdmitAsync(space);
        await Kubectl.RunAsync("apply -f -", Shop.Manifest(space, "shop"));
        JsonNode pod = await cluster.ReadyPodAsync(space, "app=shop", 3);

        string[] mounting = [.. PodFacts.Containers(pod)
            .Where(container => container.ToJsonString().Contains("podmirror-credentials", StringComparison.Ordinal))
            .Select(container => container["name"]!.GetValue<string>())];
        Assert.Equal(["tme"], mounting);
        Assert.Equal(200, await cluster.CallAsync(space, "shop", "/api/products/11"));
        Assert.Single(await cluster.Agent.ExchangesAsync($"namespace={space}&path=/api/products/11", 1));
        Assert.DoesNotContain(release.Token, pod.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(release.Token, await LogAsync(space), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_the_Pod_serves_all_the_same_and_its_spans_come_once_it_is_there()
    {
        const string space = "podmirror-e2e-no-secret";
        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(space) + Shop.Manifest(space, "shop"));
        JsonNode pod = await cluster.ReadyPodAsync(space, "app=shop", 3);
        Assert.Equal(200, await cluster.CallAsync(space, "shop", "/api/products/12"));
        Assert.Contains("/var/run/podmirror/ca.crt: no such file; nothing is sent until", await LogAsync(space), StringComparison.Ordinal);
        Assert.Empty(await cluster.Agent.FindAsync($"namespace={space}"));

        await release.AdmitAsync(space);

        JsonNode[] found = await Eventually.HasAsync("exchanges of before the Secret", async () =>
            await cluster.Agent.FindAsync($"namespace={space}&path=/api/products/12") is { Length: > 0 } exchanges ? exchanges : null, Arrival);
        Assert.Single(found);
        JsonNode same = await cluster.ReadyPodAsync(space, "app=shop", 3);
        Assert.Equal(PodFacts.Metadata(pod, "uid"), PodFacts.Metadata(same, "uid"));
        Assert.All(same["status"]!["containerStatuses"]!.AsArray(), status => Assert.Equal(0, status!["restartCount"]!.GetValue<int>()));
    }

    private static Task<string> LogAsync(string space) => Kubectl.RunAsync($"-n {space} logs deployment/shop -c tme");
}
