using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>The agent of a release, through the API server's proxy of Services: who may read the cluster needs no more.</summary>
/// <param name="client">The cluster, which is closed with this.</param>
/// <param name="release">The release.</param>
internal sealed class ClusterLink(KubeClient client, ReleaseNames release) : IAgentLink
{
    /// <inheritdoc/>
    public string Name => $"the agent {release.Namespace}/{release.Name}";

    /// <inheritdoc/>
    public string Advice => "podmirror check says more; or reach it with: "
        + $"kubectl -n {release.Namespace} port-forward service/{release.Name} 8080:web, then --agent http://localhost:8080";

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await client.OpenStreamAsync(ClusterPaths.AgentWeb(release) + path, cancel);
        }
        catch (KubeException fault)
        {
            throw new AgentException(fault.Message, fault) { Advice = ["or name an agent with --agent URL"] };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
