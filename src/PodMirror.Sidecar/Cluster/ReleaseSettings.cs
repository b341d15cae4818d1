using System.Text;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Cluster;

/// <summary>The injection settings of a release, as its ConfigMap has them.</summary>
/// <param name="Answer">The answer to the question for the ConfigMap.</param>
/// <param name="Settings">The settings; null when they could not be read.</param>
/// <param name="Fault">What is wrong with them; null when nothing is, or when there are none.</param>
internal sealed record ReleaseSettings(Found Answer, InjectionSettings? Settings, string? Fault)
{
    /// <summary>Reads them.</summary>
    internal static async Task<ReleaseSettings> ReadAsync(ClusterReader cluster, ReleaseNames release, CancellationToken cancel)
    {
        Found answer = await cluster.GetAsync(KubePath.Core(release.Namespace, "configmaps", release.Settings), cancel);
        if (!answer.IsThere)
        {
            return new(answer, null, null);
        }

        byte[] json = Encoding.UTF8.GetBytes(Text(Get(answer.Body, "data"), InjectionSettings.Key));
        InjectionSettings.TryRead(json, out InjectionSettings? settings, out string? fault);
        return new(answer, settings, fault is null ? null : $"{InjectionSettings.Key}: {fault}");
    }
}
