using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Story;

/// <summary>
/// The user's story, told once with kubectl and nothing else: Deployments run; their namespace gets a label and an annotation; they are restarted.
/// Beside them, shops whose Pods say something of their own.
/// </summary>
public sealed class Story(Cluster cluster) : IAsyncLifetime
{
    /// <summary>The namespace of it all.</summary>
    public const string Namespace = "podmirror-e2e-shop";

    private const string Inject = "traceableai-inject-mirror=enabled mirror.traceable.ai/defaultInject=true";

    /// <summary>A Pod of the shop before anything was asked for, and after its restart.</summary>
    internal JsonNode Before { get; private set; } = new JsonObject();

    /// <summary>The same Deployment's Pod after its restart.</summary>
    internal JsonNode After { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        if (!Stage.HasCluster)
        {
            return;
        }

        await Kubectl.RunAsync("apply -f -", Shop.Namespace(Namespace) + Shop.Manifest(Namespace, "shop") + Shop.Manifest(Namespace, Shop.Warehouse));
        Before = await cluster.ReadyPodAsync(Namespace, "app=shop", 1);

        string[] words = Inject.Split(' ');
        await Kubectl.RunAsync($"label namespace {Namespace} {words[0]}");
        await Kubectl.RunAsync($"annotate namespace {Namespace} {words[1]}");
        await Kubectl.RunAsync($"-n {Namespace} rollout restart deployment");
        await Kubectl.RunAsync("apply -f -", string.Concat(
            Shop.Manifest(Namespace, "egress", """{mirror.traceable.ai/mode: "egress"}"""),
            Shop.Manifest(Namespace, "both", """{mirror.traceable.ai/mode: "ingress_and_egress"}"""),
            Shop.Manifest(Namespace, "left-out", """{mirror.traceable.ai/inject: "false"}""")));
        await Kubectl.RunAsync($"-n {Namespace} wait deployment --all --for=condition=Available --timeout=90s");
        After = await cluster.ReadyPodAsync(Namespace, "app=shop", 3);
        await cluster.ReadyPodAsync(Namespace, "app=" + Shop.Warehouse, 3);

        // That Pods are ready is known before the way to them is: until then a Service leads to those that are gone.
        foreach (string shop in (string[])["shop", "egress", "both"])
        {
            await Eventually.IsAsync(
                $"{shop} reaches the warehouse", async () => await cluster.CallAsync(Namespace, shop, "/api/supplies/1") == 200);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
