using System.Text.Json.Nodes;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>Pods that no node takes: whether they are injected is decided when they are made, and nothing has to run for that.</summary>
internal sealed class IdlePods(Cluster cluster, string space)
{
    private int _made;

    /// <summary>How many were made.</summary>
    public int Made => _made;

    /// <summary>Makes the namespace, and waits until Pods can be made in it.</summary>
    public async Task PrepareAsync()
    {
        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(space));
        await Eventually.IsAsync($"the service account of {space}", async () =>
            (await cluster.GetAsync($"/api/v1/namespaces/{space}/serviceaccounts"))["items"]!.AsArray().Count > 0);
    }

    /// <summary>Makes one; true when it came out with both of our containers.</summary>
    public Task<bool> MakeAsync() => MakeAsync("");

    /// <summary>Asks what one would be, without making it.</summary>
    public Task<bool> TryAsync() => MakeAsync("?dryRun=All");

    private async Task<bool> MakeAsync(string query)
    {
        string name = $"idle-{Interlocked.Increment(ref _made)}";
        JsonNode pod = JsonNode.Parse($$$"""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{{name}}}"},
             "spec": {"nodeSelector": {"podmirror-e2e": "nowhere"}, "containers": [{"name": "app", "image": "nowhere.invalid/app"}]}}
            """)!;
        (int status, JsonNode answer) = await cluster.PostAsync($"/api/v1/namespaces/{space}/pods{query}", pod);
        Assert.True(status == 201, answer.ToJsonString());
        return PodFacts.IsInjected(answer);
    }
}
