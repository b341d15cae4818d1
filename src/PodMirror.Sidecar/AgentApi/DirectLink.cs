using System.Net.Sockets;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>An agent whose web port is reached by itself: on this machine, by a port-forward, behind an Ingress.</summary>
internal sealed class DirectLink : IAgentLink
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly Uri _agent;
    private readonly AgentToken _token;
    private readonly HttpClient _http;

    /// <summary>Makes it; nothing is opened yet.</summary>
    /// <param name="agent">Where the web port is.</param>
    /// <param name="token">A token for it.</param>
    internal DirectLink(Uri agent, AgentToken token)
    {
        (_agent, _token) = (agent, token);
#pragma warning disable CA2000 // the client owns it
        var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, AllowAutoRedirect = false, UseProxy = !agent.IsLoopback };
#pragma warning restore CA2000
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public string Name => $"the agent at {_agent.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}";

    /// <inheritdoc/>
    public string Advice => "reach it with: kubectl -n podmirror port-forward service/podmirror 8080:web, then --agent http://localhost:8080; "
        + "or leave --agent out, to go through the API server";

    /// <summary>Reads an address: a URL, or a host and a port alone.</summary>
    internal static bool TryRead(string text, out Uri agent)
    {
        string url = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        bool isRead = Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? read);
        agent = read ?? new Uri("http://localhost/");
        return isRead && agent.Scheme is "http" or "https" && agent.Host.Length > 0 && agent.Query.Length == 0 && agent.UserInfo.Length == 0;
    }

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_agent, path.TrimStart('/')));
        if (AgentAnswers.TokenOf(_token) is { } shown)
        {
            request.Headers.TryAddWithoutValidation(AgentToken.Field, shown);
        }

        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            throw new AgentException($"{Name} cannot be reached: {NetworkFaults.Of(fault, null)}", fault) { Advice = [Advice] };
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new AgentException($"{Name} cannot be reached: the connection timed out", fault) { Advice = [Advice] };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
