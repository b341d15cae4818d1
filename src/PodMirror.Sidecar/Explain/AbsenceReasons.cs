using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Explain;

/// <summary>Why something is not there that somebody asks about: the namespace may be another one, or the kind.</summary>
/// <param name="cluster">The cluster.</param>
internal sealed class AbsenceReasons(ClusterReader cluster)
{
    /// <summary>Why, in one line.</summary>
    /// <param name="target">What was asked about.</param>
    /// <param name="inNamespace">Its namespace.</param>
    /// <param name="found">The answer to the question for it.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<string> OfAsync(ExplainTarget target, string inNamespace, Found found, CancellationToken cancel)
    {
        if (!found.IsAbsent)
        {
            return found.Fault;
        }

        Found space = await cluster.GetAsync($"{KubePath.Core("namespaces")}/{Uri.EscapeDataString(inNamespace)}", cancel);
        if (space.IsAbsent)
        {
            return "there is no such namespace";
        }

        return target.IsNameAlone && await FirstAlikeAsync(target.Name, inNamespace, cancel) is { } alike
            ? $"{found.Fault}; a name alone is a Pod's, and there is {alike}"
            : found.Fault;
    }

    private async Task<ExplainTarget?> FirstAlikeAsync(string name, string inNamespace, CancellationToken cancel)
    {
        foreach (ExplainTarget alike in ExplainTarget.Alike(name))
        {
            foreach (string path in alike.Kind.Paths(inNamespace, name))
            {
                if ((await cluster.GetAsync(path, cancel)).IsThere)
                {
                    return alike;
                }
            }
        }

        return null;
    }
}
