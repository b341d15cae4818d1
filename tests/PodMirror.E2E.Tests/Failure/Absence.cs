using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Failure;

/// <summary>What happens while no agent is there, and when it is back.</summary>
public sealed class Absence(Cluster cluster) : IAsyncLifetime
{
    /// <summary>The namespace of it all.</summary>
    public const string Namespace = "podmirror-e2e-absence";

    /// <summary>READY of a Pod that was mirrored before; of one like it, made meanwhile; of one that a workload made meanwhile.</summary>
    internal (string Early, string Like, string Late) Ready { get; private set; }

    /// <summary>What the application answered meanwhile: of the first, and of the last.</summary>
    internal (int Early, int Late) Answers { get; private set; }

    /// <summary>What coverage said of the last one after the return.</summary>
    internal JsonNode Coverage { get; private set; } = new JsonObject();

    /// <summary>READY of the last one after its restart.</summary>
    internal string Restarted { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!Stage.HasCluster)
        {
            return;
        }

        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(Namespace) + Shop.Manifest(Namespace, "early"));
        JsonNode early = await cluster.ReadyPodAsync(Namespace, "app=early", 3);
        await Release.ScaleAsync(cluster, 0);

        await Kubectl.RunAsync("apply -f -", Like(early).ToJsonString());
        await Kubectl.RunAsync("apply -f -", Shop.Manifest(Namespace, "late"));
        JsonNode late = await cluster.ReadyPodAsync(Namespace, "app=late", 1);
        JsonNode like = await cluster.ReadyPodAsync(Namespace, "app=like", 3);
        Ready = (PodFacts.Ready(await cluster.ReadyPodAsync(Namespace, "app=early", 3)), PodFacts.Ready(like), PodFacts.Ready(late));
        Answers = (await cluster.CallAsync(Namespace, "early", "/api/products/1"), await cluster.CallAsync(Namespace, "late", "/api/products/1"));

        await Release.ScaleAsync(cluster, 1);
        Coverage = await Eventually.HasAsync(
            "coverage of a Pod that was made while the webhook was away",
            () => cluster.Agent.CoverageAsync(Namespace, PodFacts.Metadata(late, "name")),
            TimeSpan.FromSeconds(5));
        await Kubectl.RunAsync($"-n {Namespace} rollout restart deployment/late");
        Restarted = PodFacts.Ready(await cluster.ReadyPodAsync(Namespace, "app=late", 3));
    }

    public ValueTask DisposeAsync() => Stage.HasCluster ? new(Release.InstallAsync(cluster)) : ValueTask.CompletedTask;

    /// <summary>A Pod of the same containers that belongs to nobody.</summary>
    private static JsonObject Like(JsonNode pod)
    {
        JsonNode spec = pod["spec"]!.DeepClone();
        spec.AsObject().Remove("nodeName");
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "like", ["namespace"] = Namespace, ["labels"] = new JsonObject { ["app"] = "like" } },
            ["spec"] = spec,
        };
    }
}
