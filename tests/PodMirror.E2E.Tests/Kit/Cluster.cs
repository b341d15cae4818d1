using System.Text;
using System.Text.Json.Nodes;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>The cluster, with the release installed: once for all tests. scripts/e2e takes away what is left of it.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private KubectlTunnel? _api;

    public Cluster() => Probe = new IdlePods(this, "podmirror-e2e-probe");

    /// <summary>The agent of the release.</summary>
    internal Agent Agent { get; } = new();

    /// <summary>Pods by which is found out whether the webhook is asked.</summary>
    internal IdlePods Probe { get; }

    /// <summary>What was in the cluster before anything was installed.</summary>
    internal IReadOnlySet<string> Before { get; private set; } = new HashSet<string>();

    public async ValueTask InitializeAsync()
    {
        if (!Stage.HasCluster)
        {
            return;
        }

        _api = await KubectlTunnel.OpenAsync("proxy --port=0");
        Before = await Inventory.TakeAsync(this);
        await Probe.PrepareAsync();
        await Release.InstallAsync(this);
    }

    public ValueTask DisposeAsync()
    {
        Agent.Dispose();
        _api?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>An object or a list of the API server.</summary>
    internal async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Client.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>Gives the API server an object. Its answer with the status, whether it takes it or not.</summary>
    internal async Task<(int Status, JsonNode Answer)> PostAsync(string path, JsonNode body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>Calls a Service at its port 8080, and reads the answer to its end.</summary>
    /// <returns>The status.</returns>
    internal async Task<int> CallAsync(string space, string service, string path)
    {
        var uri = new Uri($"/api/v1/namespaces/{space}/services/{service}:8080/proxy{path}", UriKind.Relative);
        using HttpResponseMessage answer = await Client.GetAsync(uri);
        await answer.Content.CopyToAsync(Stream.Null);
        return (int)answer.StatusCode;
    }

    /// <summary>The Pods of a namespace that have a label and are not on their way out.</summary>
    internal async Task<JsonNode[]> PodsAsync(string space, string label)
    {
        JsonNode list = await GetAsync($"/api/v1/namespaces/{space}/pods?labelSelector={Uri.EscapeDataString(label)}");
        return [.. list["items"]!.AsArray().OfType<JsonNode>().Where(pod => pod["metadata"]!["deletionTimestamp"] is null)];
    }

    /// <summary>The one Pod with the label, once it is there with so many containers, all of them ready.</summary>
    internal Task<JsonNode> ReadyPodAsync(string space, string label, int containers) =>
        Eventually.HasAsync($"one Pod {label} in {space} that is {containers}/{containers}", async () =>
        {
            JsonNode[] pods = await PodsAsync(space, label);
            return pods.Length == 1 && PodFacts.Ready(pods[0]) == $"{containers}/{containers}"
                ? pods[0]
                : throw new InvalidOperationException($"{pods.Length} Pods: {string.Join(", ", pods.Select(PodFacts.Ready))}");
        });

    private HttpClient Client => _api!.Client;
}
