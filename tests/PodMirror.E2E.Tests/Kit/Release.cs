using PodMirror.TestKit;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>The release as users install it with kubectl: deploy/podmirror.yaml, with the images under the names that the cluster has them.</summary>
internal static class Release
{
    /// <summary>The namespace of the release.</summary>
    public const string Namespace = "podmirror";

    private const string Published = "ghcr.io/podmirror/podmirror";

    /// <summary>Installs it, or puts it right after a test that changed it, and waits until the agent is ready.</summary>
    public static Task InstallAsync(Cluster cluster) => ApplyAsync(cluster, Path.Combine(TestData.Repository(), "deploy", "podmirror.yaml"));

    /// <summary>Changes it to one whose receivers ask for everything; what they need for that must be there.</summary>
    public static Task SecureAsync(Cluster cluster) => ApplyAsync(cluster, Stage.SecureReleaseFile);

    /// <summary>Waits until every replica of the agent is ready, and the Service leads to it, which takes the nodes a moment longer.</summary>
    public static async Task IsReadyAsync(Cluster cluster)
    {
        await IsRolledOutAsync();
        await Eventually.IsAsync("the webhook is asked", cluster.Probe.TryAsync);
    }

    /// <summary>Removes it as the documentation says.</summary>
    public static Task RemoveAsync() => Kubectl.RunAsync($"delete --ignore-not-found -f {Stage.ReleaseFile}");

    /// <summary>How many replicas the agent has; waits until they are ready, or gone.</summary>
    public static async Task ScaleAsync(Cluster cluster, int replicas)
    {
        // Fewer are wanted by deleting the youngest. The kubelet of 1.20 takes a container that is being created for one that has ended: when its Pod
        // is deleted then, it runs on until the kubelet looks at the Pod again, which is after a minute to a minute and a half.
        await IsRolledOutAsync();
        await Kubectl.RunAsync($"-n {Namespace} scale deployment/podmirror --replicas={replicas}");
        if (replicas > 0)
        {
            await IsReadyAsync(cluster);
        }

        // One that is on its way out still answers for a while. When it does no more it may be listed for another minute.
        await Eventually.IsAsync(
            $"{replicas} Pods of the agent",
            async () => (await cluster.GetAsync($"/api/v1/namespaces/{Namespace}/pods"))["items"]!.AsArray()
                .Count(pod => !PodFacts.HasEnded(pod!)) == replicas);
    }

    private static async Task ApplyAsync(Cluster cluster, string file)
    {
        string manifest = await File.ReadAllTextAsync(file);
        string version = manifest.Split(Published + "-agent:")[1].Split('"')[0];
        string mine = manifest
            .Replace($"{Published}-agent:{version}", Stage.Image("podmirror-agent"), StringComparison.Ordinal)
            .Replace($"{Published}:{version}", Stage.Image("podmirror"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Stage.ReleaseFile, mine);
        await Kubectl.RunAsync($"apply -f {Stage.ReleaseFile}");
        await IsReadyAsync(cluster);
    }

    /// <summary>Waits until there are as many replicas as are wanted, every one of them ready.</summary>
    private static Task<string> IsRolledOutAsync() => Kubectl.RunAsync($"-n {Namespace} rollout status deployment/podmirror --timeout=90s");
}
