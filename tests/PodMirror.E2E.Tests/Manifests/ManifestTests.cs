using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;
using PodMirror.Injection;
using PodMirror.TestKit;

namespace PodMirror.E2E.Tests.Manifests;

/// <summary>What people and projects really deploy: whatever a real API server takes, it takes injected.</summary>
public sealed class ManifestTests(Cluster cluster) : ClusterTest
{
    private const string Plain = "podmirror-e2e-plain";
    private const string Mirrored = "podmirror-e2e-mirrored";

    private static readonly ParallelOptions FewAtOnce = new() { MaxDegreeOfParallelism = 8 };

    [Fact]
    public async Task A_workload_that_is_taken_is_taken_injected()
    {
        Workload[] workloads = Workloads();
        DryRun server = await PrepareAsync();
        InjectionOptions options = await OptionsAsync();
        var refused = new ConcurrentBag<string>();
        int injected = 0;
        await Parallel.ForEachAsync(workloads.Where(one => one.Pod is not null && server.Knows(one.Object)), FewAtOnce, async (workload, _) =>
        {
            if (!(await server.TryAsync(workload.Object, Plain)).IsTaken)
            {
                return;
            }

            var changed = workload with { Object = workload.Object.DeepClone().AsObject() };
            if (WorkloadInjection.Inject(changed, Namespace, options).IsChanged)
            {
                Interlocked.Increment(ref injected);
                (bool isTaken, JsonNode answer) = await server.TryAsync(changed.Object, Plain);
                Note(refused, isTaken, workload, answer);
            }
        });

        Assert.Empty(refused);
        Assert.InRange(injected, 100, int.MaxValue);
    }

    [Fact]
    public async Task A_Pod_that_is_taken_is_taken_by_way_of_the_webhook()
    {
        Workload[] workloads = Workloads();
        DryRun server = await PrepareAsync();
        var refused = new ConcurrentBag<string>();
        int injected = 0;
        await Parallel.ForEachAsync(workloads.Where(one => one.Pod is not null), FewAtOnce, async (workload, _) =>
        {
            JsonObject pod = PodOf(workload);
            if (!(await server.TryAsync(pod, Plain)).IsTaken)
            {
                return;
            }

            (bool isTaken, JsonNode answer) = await server.TryAsync(pod, Mirrored);
            Note(refused, isTaken, workload, answer);
            if (isTaken)
            {
                Interlocked.Add(ref injected, PodFacts.IsInjected(answer) ? 1 : 0);
                bool isAnswered = answer["metadata"]!["annotations"]?["mirror.traceable.ai/status"] is not null;
                Note(refused, isAnswered, workload, "no answer of the webhook");
            }
        });

        Assert.Empty(refused);
        Assert.InRange(injected, 100, int.MaxValue);
    }

    private static NamespaceFacts Namespace { get; } = new NamespaceAssumptions(new InjectionNames(), mode: null).Of(Plain);

    private static void Note(ConcurrentBag<string> refused, bool isTaken, Workload workload, JsonNode answer)
    {
        if (!isTaken)
        {
            refused.Add($"{workload.Kind.Name} {workload.Name}: {answer["message"] ?? answer}");
        }
    }

    private static Workload[] Workloads()
    {
        Assert.SkipWhen(TestData.Find(ManifestFiles.Folder) is null, TestData.SkipReason(ManifestFiles.Folder));
        return [.. ManifestFiles.Documents().SelectMany(document => WorkloadFinder.Find(document.Document))];
    }

    /// <summary>The Pod that a workload makes.</summary>
    private static JsonObject PodOf(Workload workload)
    {
        JsonObject pod = workload.Pod!.DeepClone().AsObject();
        (pod["apiVersion"], pod["kind"]) = ("v1", "Pod");
        pod["metadata"] ??= new JsonObject();
        pod["metadata"]!["name"] = "a";
        return pod;
    }

    private async Task<DryRun> PrepareAsync()
    {
        await Kubectl.RunAsync("apply -f -", Shop.Namespace(Plain) + Shop.MirroredNamespace(Mirrored));
        foreach (string space in new[] { Plain, Mirrored })
        {
            await Eventually.IsAsync($"the service account of {space}", async () =>
                (await cluster.GetAsync($"/api/v1/namespaces/{space}/serviceaccounts"))["items"]!.AsArray().Count > 0);
        }

        return await DryRun.OpenAsync(cluster);
    }

    private async Task<InjectionOptions> OptionsAsync()
    {
        JsonNode nodes = await cluster.GetAsync("/api/v1/nodes");
        bool isNative = nodes["items"]!.AsArray().All(node => IsNew(node!["status"]!["nodeInfo"]!["kubeletVersion"]!.GetValue<string>()));
        return new InjectionOptions { Image = Stage.Image("podmirror"), Endpoint = "http://podmirror.podmirror.svc:4318", NativeSidecars = isNative };
    }

    // v1.29.3: init containers that stay are there since 1.29.
    private static bool IsNew(string version) => int.Parse(version.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture) >= 29;
}
