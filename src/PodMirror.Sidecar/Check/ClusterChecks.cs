using System.Globalization;
using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>What is asked of the cluster itself: that it is there, and how old it is.</summary>
internal static class ClusterChecks
{
    private const string Category = "cluster";

    // What the tests of this project run on, and what was current when it was written (docs/install.md).
    private const int OldestMinor = 20;
    private const int NewestMinor = 36;

    // Where Pod Security admission is on without being asked for.
    private const int PodSecurityMinor = 23;

    /// <summary>The API server, by its answer to <c>/version</c>.</summary>
    internal static CheckLine ApiServer(Found version, string server)
    {
        const string name = "api_server";
        if (version.IsForeign || (version.IsThere && !IsApiServer(version)))
        {
            string why = version.Fault.Length > 0 ? $": {version.Fault}" : "";
            return new(
                Category, name, CheckStatus.Fail, $"what answers at {server} is no Kubernetes API server{why}",
                "see whether the kubeconfig names it");
        }

        if (!version.IsThere)
        {
            return new(Category, name, CheckStatus.Fail, $"no answer of {server}: {version.Fault}", "see whether kubectl version gets one");
        }

        string text = Text(version.Body, "gitVersion");
        var parsed = KubernetesVersion.Parse(text);
        string message = $"Kubernetes {text} at {server}";
        return parsed switch
        {
            { Major: 1, Minor: >= OldestMinor and <= NewestMinor } => new(Category, name, CheckStatus.Ok, message),
            { Major: 1, Minor: > NewestMinor } => new(
                Category, name, CheckStatus.Warn, message, $"newer than 1.{NewestMinor}, the newest that this version of PodMirror was made for"),
            _ => new(Category, name, CheckStatus.Fail, message, $"Kubernetes 1.{OldestMinor} or newer is needed"),
        };
    }

    /// <summary>Whether an answer to <c>/version</c> is that of an API server.</summary>
    internal static bool IsApiServer(Found version) => version.IsThere && Text(version.Body, "gitVersion").Length > 0;

    /// <summary>Whether the API server has Pod Security admission, which refuses Pods by the labels of their namespace.</summary>
    internal static bool HasPodSecurity(Found version) =>
        KubernetesVersion.Parse(Text(version.Body, "gitVersion")) is not { Major: 1, Minor: < PodSecurityMinor };

    /// <summary>Whether every kubelet of a list of nodes runs native sidecars; false when nothing is known of any.</summary>
    internal static bool EveryKubeletRunsNativeSidecars(Found nodes)
    {
        KubernetesVersion[] kubelets = [.. Items(Get(nodes.Body, "items")).Select(KubernetesVersion.OfKubelet)];
        return kubelets.Length > 0 && kubelets.All(kubelet => kubelet.HasNativeSidecars);
    }

    /// <summary>The nodes' kubelets, which decide over the form of the containers.</summary>
    internal static CheckLine Kubelets(Found nodes, NativeSidecarPolicy policy)
    {
        const string name = "kubelets";
        if (!nodes.IsThere)
        {
            return new(Category, name, CheckStatus.Warn, $"the nodes cannot be listed: {nodes.Fault}");
        }

        JsonElement[] items = [.. Items(Get(nodes.Body, "items"))];
        if (items.Length == 0)
        {
            return new(Category, name, CheckStatus.Warn, "there are no nodes yet");
        }

        KubernetesVersion[] kubelets = [.. items.Select(KubernetesVersion.OfKubelet).OrderBy(one => one.Major).ThenBy(one => one.Minor)];
        string versions = kubelets[0] == kubelets[^1] ? $"{kubelets[0]}" : $"{kubelets[0]} to {kubelets[^1]}";
        string message = string.Create(CultureInfo.InvariantCulture, $"{Counted(items.Length, "node")} with kubelets {versions}");
        bool areNew = EveryKubeletRunsNativeSidecars(nodes);
        return (policy, areNew) switch
        {
            (NativeSidecarPolicy.Always, false) => new(
                Category, name, CheckStatus.Fail, $"{message}, and the settings ask for native sidecars always",
                "Pods on kubelets older than 1.29 never start with them; set injection.nativeSidecars to auto"),
            (NativeSidecarPolicy.Never, _) => new(
                Category, name, CheckStatus.Ok, $"{message}; the settings ask for plain containers, so Pods of Jobs are not mirrored"),
            (_, true) => new(Category, name, CheckStatus.Ok, $"{message}: native sidecars, also for Pods of Jobs"),
            _ => new(Category, name, CheckStatus.Ok, $"{message}: plain containers, so Pods of Jobs are not mirrored"),
        };
    }

    /// <summary>A number of things.</summary>
    internal static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
