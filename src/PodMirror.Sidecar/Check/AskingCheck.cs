using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>
/// Whether anything in a namespace that takes part asks to be mirrored: the label alone asks for no Pod, and is often all that was set.
/// </summary>
internal static class AskingCheck
{
    private const int MostPods = 500;

    // Each costs a question, and what is wrong with twenty is wrong with the next one.
    private const int MostNamespaces = 20;

    /// <summary>The namespaces whose Pods have to be looked at: those that say nothing of them.</summary>
    internal static IEnumerable<NamespaceFacts> Silent(IEnumerable<NamespaceFacts> takingPart, InjectionNames names) =>
        takingPart.Where(facts => !facts.Annotations.ContainsKey(names.DefaultInject)).Take(MostNamespaces);

    /// <summary>Where a namespace's Pods are.</summary>
    internal static string Path(NamespaceFacts facts) => KubePath.With(KubePath.Core(facts.Name, "pods"), "limit", $"{MostPods}");

    /// <summary>The line of a namespace; null when one of its Pods says what it wants.</summary>
    internal static CheckLine? Judge(NamespaceFacts facts, Found pods, InjectionNames names)
    {
        JsonElement[] items = [.. Items(Get(pods.Body, "items"))];
        if (items.Any(pod => new PodView(pod).Annotation(names.Inject) is not null))
        {
            return null;
        }

        string ofPods = pods.IsThere ? $"no Pod there has {names.Inject}" : $"its Pods cannot be listed: {pods.Fault}";
        return new(
            NamespaceChecks.Category, "not_asked", CheckStatus.Warn,
            $"{facts.Name}: it takes part, and nothing in it asks to be mirrored: it has no annotation {names.DefaultInject}, and {ofPods}",
            $"kubectl annotate namespace {facts.Name} {names.DefaultInject}=true");
    }
}
