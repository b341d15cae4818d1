using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PodMirror.Agent.Access;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Probe;

/// <summary>
/// The prober's way to the agent's own ports, by TCP as anybody's: to OTLP/HTTP with what senders are asked for, on a connection of its own each
/// time, so that accepting and shaking hands are probed too; and to the API.
/// </summary>
/// <param name="receiver">Where OTLP/HTTP listens.</param>
/// <param name="web">Where the API listens.</param>
/// <param name="tls">TLS of the receiver; null for clear text.</param>
/// <param name="tokens">The tokens that senders have one of.</param>
/// <param name="webToken">A token that the API takes.</param>
/// <param name="timeout">How long a request may take.</param>
internal sealed class ProbeClient(
    Func<IPEndPoint> receiver, Func<IPEndPoint> web, ReceiverTls? tls, BearerTokens tokens, string webToken, TimeSpan timeout) : IDisposable
{
    // Two spans of some KiB; what answers with more is not our API.
    private const int MaxAnswerBytes = 1 << 20;

    private readonly HttpClient _web = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = timeout,
        MaxResponseContentBufferSize = MaxAnswerBytes,
        DefaultRequestHeaders = { { AccessGate.TokenField, webToken } },
    };

    /// <summary>Sends a request to the receiver; null when it was accepted as a whole.</summary>
    public async Task<ProbeResult?> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (tls is not null)
        {
            handler.SslOptions = tls.OwnHandshake();
        }

        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = timeout, MaxResponseContentBufferSize = MaxAnswerBytes };
        using HttpRequestMessage message = Message(request);
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(message, cancellation);
            long rejection = (await answer.Content.ReadAsByteArrayAsync(cancellation)).Length;
            return answer.StatusCode != HttpStatusCode.OK ? new ProbeResult(ProbeOutcome.Refused, Status(answer))
                : rejection > 0 ? new ProbeResult(ProbeOutcome.Refused, "the receiver did not take all spans")
                : null;
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellation))
        {
            return new ProbeResult(ProbeOutcome.Unreachable, Why(fault));
        }
    }

    /// <summary>Asks the API; without a document it tells why there is none.</summary>
    public async Task<(JsonElement? Document, string Why)> GetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await _web.GetAsync(new Uri($"http://{Reachable(web())}{path}"), cancellation);
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            return answer.StatusCode == HttpStatusCode.OK ? (JsonElement.Parse(body), "") : (null, Status(answer));
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellation) || fault is JsonException)
        {
            return (null, Why(fault));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _web.Dispose();

    /// <summary>Where something is reached that listens on all addresses: on loopback, whose IPv4 is there with IPv6 too.</summary>
    internal static IPEndPoint Reachable(IPEndPoint bound) =>
        bound.Address.Equals(IPAddress.Any) || bound.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.Loopback, bound.Port) : bound;

    private HttpRequestMessage Message(ReadOnlyMemory<byte> request)
    {
        string scheme = tls is null ? "http" : "https";
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"{scheme}://{Reachable(receiver())}/v1/traces"))
        {
            Content = new ReadOnlyMemoryContent(request),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        message.Headers.ConnectionClose = true;
        if (tokens.ReadOne() is { } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return message;
    }

    private static bool IsNoAnswer(Exception fault, CancellationToken cancellation) =>
        fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static string Status(HttpResponseMessage answer) => string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)answer.StatusCode}");

    private string Why(Exception fault) => fault switch
    {
        HttpRequestException request => $"no answer: {request.HttpRequestError}",
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds} s"),
        JsonException => "the answer is no JSON",
        _ => "the connection broke",
    };
}
