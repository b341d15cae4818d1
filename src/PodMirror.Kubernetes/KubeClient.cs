using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace PodMirror.Kubernetes;

/// <summary>
/// Requests to a cluster's API as raw JSON: typed objects would drop the fields of a newer Kubernetes. Safe for use by several threads.
/// </summary>
public sealed class KubeClient : IDisposable
{
    /// <summary>The media type of an object.</summary>
    public const string Json = "application/json";

    /// <summary>The media type of a merge patch (RFC 7386).</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>The media type of a strategic merge patch, in which lists of named things are merged by name.</summary>
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    // A page of a list: 500 objects that are as large as etcd takes them would be more, but nobody has those.
    private const long MaxAnswerBytes = 256L << 20;

    private readonly KubeConnection _connection;

    internal KubeClient(KubeTarget target, TimeSpan timeout)
    {
        _connection = new KubeConnection(target);
        (Namespace, Timeout) = (target.Namespace, timeout);
    }

    /// <summary>The namespace of the kubeconfig's context, or null.</summary>
    public string? Namespace { get; }

    /// <summary>Where the API server is.</summary>
    public Uri Server => _connection.Server;

    /// <summary>How long one request may take that has no time of its own; watches are not requests.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Reads an object or a list.</summary>
    /// <param name="path">The path and query, such as <c>/api/v1/pods?limit=500</c>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeException">The API server cannot be reached, or did not answer in time.</exception>
    public Task<KubeAnswer> GetAsync(string path, CancellationToken cancel) => GetAsync(path, Json, cancel);

    /// <summary>Reads what a Service behind the API server's proxy has.</summary>
    /// <param name="path">The path and query.</param>
    /// <param name="field">A header field for the Service; null for none.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeException">The API server cannot be reached, or did not answer in time.</exception>
    public Task<KubeAnswer> GetAsync(string path, KubeField? field, CancellationToken cancel) =>
        SendAsync(HttpMethod.Get, path, default, Json, Json, Timeout, cancel, field);

    /// <summary>Reads the metadata of an object and nothing else of it: what a Secret holds is not sent.</summary>
    /// <param name="path">The path and query.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeException">The API server cannot be reached, or did not answer in time.</exception>
    public Task<KubeAnswer> GetMetadataAsync(string path, CancellationToken cancel) => GetAsync(path, KubeAccept.Metadata, cancel);

    /// <summary>Reads a list in the representation that is asked for.</summary>
    internal Task<KubeAnswer> GetAsync(string path, string accept, CancellationToken cancel) =>
        SendAsync(HttpMethod.Get, path, default, Json, accept, Timeout, cancel);

    /// <summary>Creates, changes or deletes. A refusal by the API server is an answer, not an exception.</summary>
    /// <param name="method">POST, PUT, PATCH or DELETE.</param>
    /// <param name="path">The path and query.</param>
    /// <param name="body">UTF-8 JSON, or nothing.</param>
    /// <param name="mediaType">What the body is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeException">The API server cannot be reached, or did not answer in time.</exception>
    public Task<KubeAnswer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, string mediaType, CancellationToken cancel) =>
        SendAsync(method, path, body, mediaType, Timeout, cancel);

    /// <summary>The same with a time of its own, for what the API server itself has to wait for.</summary>
    /// <param name="method">POST, PUT, PATCH or DELETE.</param>
    /// <param name="path">The path and query.</param>
    /// <param name="body">UTF-8 JSON, or nothing.</param>
    /// <param name="mediaType">What the body is.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeException">The API server cannot be reached, or did not answer in time.</exception>
    public Task<KubeAnswer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, string mediaType, TimeSpan timeout, CancellationToken cancel) =>
        SendAsync(method, path, body, mediaType, Json, timeout, cancel);

    private async Task<KubeAnswer> SendAsync(
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte> body,
        string mediaType,
        string accept,
        TimeSpan timeout,
        CancellationToken cancel,
        KubeField? field = null)
    {
        // A program that gives credentials has a time of its own: it is not the API server that is slow.
        KubeCredential credential = await _connection.CredentialsAsync(cancel);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(timeout);
        try
        {
            using HttpResponseMessage response = await OpenAsync(method, path, body, mediaType, accept, credential, timed.Token, field);
            await using var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(timed.Token), MaxAnswerBytes);
            return new KubeAnswer((int)response.StatusCode, await ParseAsync(stream, timed.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw TooSlow(timeout);
        }
        catch (Exception fault) when (IsOfNetwork(fault))
        {
            throw Unreachable(fault);
        }
    }

    /// <summary>Begins to read an answer as it comes, such as that of a Service behind the API server's proxy. The caller closes it.</summary>
    /// <param name="path">The path and query.</param>
    /// <param name="field">A header field for the Service; null for none.</param>
    /// <param name="cancel">Gives up; not the answer's body, once it has begun.</param>
    /// <exception cref="KubeException">The API server cannot be reached, or did not begin to answer in time.</exception>
    public async Task<HttpResponseMessage> OpenStreamAsync(string path, KubeField? field, CancellationToken cancel)
    {
        KubeCredential credential = await _connection.CredentialsAsync(cancel);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(Timeout);
        try
        {
            return await OpenAsync(HttpMethod.Get, path, default, Json, "*/*", credential, timed.Token, field);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw TooSlow(Timeout);
        }
        catch (Exception fault) when (IsOfNetwork(fault))
        {
            throw Unreachable(fault);
        }
    }

    /// <summary>Begins to read an answer as it comes, such as a watch.</summary>
    internal async Task<HttpResponseMessage> OpenAsync(string path, string accept, CancellationToken cancel) =>
        await OpenAsync(HttpMethod.Get, path, default, Json, accept, await _connection.CredentialsAsync(cancel), cancel);

    private async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte> body,
        string mediaType,
        string accept,
        KubeCredential credential,
        CancellationToken cancel,
        KubeField? field = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server, path.TrimStart('/')));
        request.Version = System.Net.HttpVersion.Version20;
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (field is not null)
        {
            request.Headers.TryAddWithoutValidation(field.Name, field.Value);
        }

        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        }

        HttpResponseMessage response = await _connection.SendAsync(request, credential, cancel);
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
        {
            return response;
        }

        using (response)
        {
            throw Redirected(response.Headers.Location);
        }
    }

    /// <summary>
    /// Whether a fault is the network's, or of what stands between us and the API server. A connection that is reset as soon as it stands throws the
    /// socket's fault as it is.
    /// </summary>
    internal static bool IsOfNetwork(Exception fault) => fault is HttpRequestException or IOException or AuthenticationException or SocketException;

    /// <summary>The fault of an answer that did not come.</summary>
    internal KubeException TooSlow(TimeSpan timeout) =>
        new($"the API server at {Server.Authority} did not answer within {timeout.TotalSeconds:0.#} s");

    /// <summary>Says of a fault what it means.</summary>
    internal KubeException Unreachable(Exception fault) => NetworkFaults.IsTooLarge(fault)
        ? new KubeException($"the answer of the API server at {Server.Authority} is larger than {MaxAnswerBytes >> 20} MiB", fault)
        : new KubeException($"the API server at {Server.Authority} cannot be reached: {NetworkFaults.Of(fault, _connection.Refusal)}", fault);

    // Of the address only the host: the rest may hold a secret of a login.
    private KubeException Redirected(Uri? location)
    {
        string host = location is { IsAbsoluteUri: true, Authority.Length: > 0 } ? location.Authority : Server.Authority;
        return new KubeException(
            $"the API server at {Server.Authority} answered with a redirect to {FaultWords.FirstLine(host)}, as a login page does");
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static async Task<JsonDocument?> ParseAsync(Stream stream, CancellationToken cancel)
    {
        try
        {
            return await JsonDocument.ParseAsync(stream, default, cancel);
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: the status alone says what happened.
            return null;
        }
    }
}
