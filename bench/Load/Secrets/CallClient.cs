using System.Net;

namespace PodMirror.Bench.Load;

/// <summary>Sends calls by HTTP/1.1 to a port and by HTTP/2 to the next one, with targets and values as they are.</summary>
/// <param name="to">Where HTTP/1.1 is spoken.</param>
internal sealed class CallClient(IPEndPoint to) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Sends a call and takes the whole answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isEncoded">Whether its body is in its coding already.</param>
    public async Task SendAsync(SecretCall call, bool isEncoded = false)
    {
        string host = $"http://{to.Address}:{to.Port + (call.IsHttp2 ? 1 : 0)}";
        using var request = new HttpRequestMessage
        {
            Method = HttpMethod.Post,
            RequestUri = new Uri(host + call.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }),
            Version = call.IsHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(isEncoded ? call.Body : Codings.Encode(call.Coding, call.Body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Type);
        if (call.Coding.Length > 0)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", call.Coding);
        }

        foreach ((string name, string value) in call.Fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, CancellationToken.None);
        await response.Content.LoadIntoBufferAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidDataException($"{response.StatusCode} of {call.Target}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
