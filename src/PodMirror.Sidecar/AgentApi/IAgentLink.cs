namespace PodMirror.Sidecar.AgentApi;

/// <summary>A way to the API of an agent (docs/api.md).</summary>
internal interface IAgentLink : IDisposable
{
    /// <summary>Which agent it is, for messages.</summary>
    string Name { get; }

    /// <summary>What else to try when it cannot be reached.</summary>
    string Advice { get; }

    /// <summary>Asks, and returns as soon as the answer begins. The caller closes it.</summary>
    /// <param name="path">Path and query, such as <c>/api/v1/live</c>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="AgentException">It cannot be reached.</exception>
    Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel);
}
