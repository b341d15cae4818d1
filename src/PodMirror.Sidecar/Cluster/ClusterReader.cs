using PodMirror.Kubernetes;

namespace PodMirror.Sidecar.Cluster;

/// <summary>Asks the API server, one question at a time. What goes wrong is a part of the answer, since every answer is a line of a report.</summary>
/// <param name="client">The cluster.</param>
internal sealed class ClusterReader(KubeClient client)
{
    /// <summary>Where the API server is, without the user and the password that a URL may have.</summary>
    internal string Server => client.Server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>The namespace that commands are about when none is named.</summary>
    internal string Namespace => client.Namespace ?? "default";

    /// <summary>Reads an object or a list.</summary>
    internal Task<Found> GetAsync(string path, CancellationToken cancel) => AskAsync(client.GetAsync(path, cancel));

    /// <summary>Reads an object's metadata alone.</summary>
    internal Task<Found> GetMetadataAsync(string path, CancellationToken cancel) => AskAsync(client.GetMetadataAsync(path, cancel));

    /// <summary>Reads what the agent has, behind the API server's proxy; with a token of the release's Secret when it wants one.</summary>
    /// <param name="path">The path and query.</param>
    /// <param name="release">The release.</param>
    /// <param name="token">The token that the user gives; null for none.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<Found> GetOfAgentAsync(string path, ReleaseNames release, string? token, CancellationToken cancel)
    {
        Found found = await GetAsync(path, token, cancel);
        return found.Status == 401 && token is null && AgentToken.OfSecret((await GetAsync(AgentToken.SecretPath(release), cancel)).Body) is { } known
            ? await GetAsync(path, known, cancel)
            : found;
    }

    /// <summary>Asks for a creation.</summary>
    internal Task<Found> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        AskAsync(client.SendAsync(HttpMethod.Post, path, body, KubeClient.Json, cancel));

    /// <summary>Asks for a creation that may take longer than other requests.</summary>
    internal Task<Found> PostAsync(string path, ReadOnlyMemory<byte> body, TimeSpan timeout, CancellationToken cancel) =>
        AskAsync(client.SendAsync(HttpMethod.Post, path, body, KubeClient.Json, timeout, cancel));

    private Task<Found> GetAsync(string path, string? token, CancellationToken cancel) =>
        AskAsync(client.GetAsync(path, token is null ? null : new KubeField(AgentToken.Field, token), cancel));

    private static async Task<Found> AskAsync(Task<KubeAnswer> asking)
    {
        try
        {
            using KubeAnswer answer = await asking;
            return new Found(answer.Status, answer.Body.ValueKind == default ? default : answer.Body.Clone(), answer.Fault);
        }
        catch (KubeException fault)
        {
            return new Found(0, default, fault.Message);
        }
    }
}
