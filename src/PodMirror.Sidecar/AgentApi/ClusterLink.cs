using System.Net;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>The agent of a release, through the API server's proxy of Services: who may read the cluster needs no more.</summary>
/// <param name="client">The cluster, which is closed with this.</param>
/// <param name="release">The release.</param>
/// <param name="token">A token for the agent.</param>
internal sealed class ClusterLink(KubeClient client, ReleaseNames release, AgentToken token) : IAgentLink
{
    private string? _ofSecret;

    /// <inheritdoc/>
    public string Name => $"the agent {release.Namespace}/{release.Name}";

    /// <inheritdoc/>
    public string Advice => "podmirror check says more; or reach it with: "
        + $"kubectl -n {release.Namespace} port-forward service/{release.Name} 8080:web, then --agent http://localhost:8080";

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel)
    {
        string? given = AgentAnswers.TokenOf(token);
        try
        {
            HttpResponseMessage answer = await OpenAsync(path, given ?? _ofSecret, cancel);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || given is not null)
            {
                return answer;
            }

            // Who may read the Secret needs to be told of no token. It may be another one than before.
            using KubeAnswer secret = await client.GetAsync(AgentToken.SecretPath(release), cancel);
            if (AgentToken.OfSecret(secret.Body) is not { } known || known == _ofSecret)
            {
                return answer;
            }

            answer.Dispose();
            _ofSecret = known;
            return await OpenAsync(path, known, cancel);
        }
        catch (KubeException fault)
        {
            throw new AgentException(fault.Message, fault) { Advice = ["or name an agent with --agent URL"] };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private Task<HttpResponseMessage> OpenAsync(string path, string? shown, CancellationToken cancel) => client.OpenStreamAsync(
        ClusterPaths.AgentWeb(release) + path, shown is null ? null : new KubeField(AgentToken.Field, shown), cancel);
}
