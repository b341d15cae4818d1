using System.Text.Json;
using System.Text.Json.Nodes;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;
using PodMirror.Sidecar.Inject;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Explain;

/// <summary>Reads of the cluster what an explanation is made of.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="release">Where the release is.</param>
internal sealed class ExplainReader(ClusterReader cluster, ReleaseNames release)
{
    /// <summary>Reads it.</summary>
    /// <param name="target">What is to be explained.</param>
    /// <param name="inNamespace">Its namespace.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The facts, or why there are none, in one line.</returns>
    internal async Task<(ExplainFacts? Facts, string? Fault)> ReadAsync(ExplainTarget target, string inNamespace, CancellationToken cancel)
    {
        Found found = await FindAsync(target, inNamespace, cancel);
        if (!found.IsThere || JsonObject.Create(found.Body) is not { } item)
        {
            return (null, await new AbsenceReasons(cluster).OfAsync(target, inNamespace, found, cancel));
        }

        ReleaseSettings settings = await ReleaseSettings.ReadAsync(cluster, release, cancel);
        Found space = await cluster.GetAsync($"{KubePath.Core("namespaces")}/{Uri.EscapeDataString(inNamespace)}", cancel);
        Found webhook = await cluster.GetAsync(ClusterPaths.Webhook(release), cancel);
        Found nodes = await cluster.GetAsync(KubePath.Core("nodes"), cancel);
        bool areNew = ClusterChecks.EveryKubeletRunsNativeSidecars(nodes);
        return (new ExplainFacts(target, inNamespace, new Workload(target.Kind.Workload, item))
        {
            Facts = space.IsThere ? NamespaceFacts.Read(space.Body) : null,
            NamespaceFault = space.Fault,
            NodesFault = nodes.IsThere || IsFormFixed(settings) ? null : nodes.Fault,
            Options = settings.Settings?.For(areNew) ?? InjectSettings.Usual with { NativeSidecars = areNew },
            AreSettingsRead = settings.Settings is not null,
            SettingsSource = SourceOf(settings),
            Release = release,
            Webhook = webhook,
            Pod = target.Kind.Workload.IsPod ? new PodView(found.Body) : null,
            Pods = await PodsAsync(target, inNamespace, found.Body, cancel),
        }, null);
    }

    private async Task<Found> FindAsync(ExplainTarget target, string inNamespace, CancellationToken cancel)
    {
        Found found = new(0, default, "");
        foreach (string path in target.Kind.Paths(inNamespace, target.Name))
        {
            found = await cluster.GetAsync(path, cancel);
            if (!found.IsAbsent)
            {
                return found;
            }
        }

        return found;
    }

    private static bool IsFormFixed(ReleaseSettings settings) =>
        settings.Settings?.NativeSidecars is NativeSidecarPolicy.Always or NativeSidecarPolicy.Never;

    private string SourceOf(ReleaseSettings settings)
    {
        string name = $"ConfigMap {release.Namespace}/{release.Settings}";
        return settings.Settings is not null ? name
            : $"those of a release as it comes, since {name} cannot be read: {settings.Fault ?? settings.Answer.Fault}";
    }

    private async Task<ExplainPods> PodsAsync(ExplainTarget target, string inNamespace, JsonElement item, CancellationToken cancel)
    {
        JsonElement selector = Get(Get(item, "spec"), "selector");
        if (target.Kind.Workload.IsPod || selector.ValueKind != JsonValueKind.Object)
        {
            return ExplainPods.None;
        }

        // A ReplicationController's is the plain map of the labels.
        bool isPlain = target.Kind.Workload.Name == "ReplicationController";
        string query = isPlain
            ? string.Join(',', selector.EnumerateObject().Select(pair => $"{pair.Name}={pair.Value}"))
            : new LabelSelector(selector).Query;
        string path = KubePath.With(KubePath.With(KubePath.Core(inNamespace, "pods"), "labelSelector", query), "limit", $"{ExplainPods.Most}");
        return ExplainPods.Read((await cluster.GetAsync(path, cancel)).Body);
    }
}
