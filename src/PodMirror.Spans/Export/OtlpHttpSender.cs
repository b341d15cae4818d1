using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace PodMirror.Spans;

/// <summary>OTLP over HTTP with protobuf (OTLP specification, OTLP/HTTP).</summary>
public sealed class OtlpHttpSender : IOtlpSender
{
    private static readonly MediaTypeHeaderValue Protobuf = new("application/x-protobuf");

    private readonly ExporterOptions _options;
    private readonly TimeProvider _time;
    private readonly OtlpHandler _handler;
    private readonly HttpClient _client;

    /// <summary>Makes a sender; connects when something is sent.</summary>
    /// <param name="options">Where to, and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line when a file with certificates or a token changed; null when nobody wants to know.</param>
    public OtlpHttpSender(ExporterOptions options, TimeProvider time, Action<string>? log = null)
    {
        _options = options;
        _time = time;
        _handler = new OtlpHandler(options, time, log);
        _client = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using ITimer timer = Deadline.Set(_time, attempt, _options.Timeout);
        try
        {
            using HttpRequestMessage message = Message(request);
            using HttpResponseMessage response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
            return await ReadAsync(response, attempt.Token);
        }
        catch (CredentialsException e)
        {
            return new SendOutcome(SendVerdict.Retryable, e.Message);
        }
        catch (HttpRequestException e)
        {
            return new SendOutcome(SendVerdict.Retryable, $"no answer: {e.HttpRequestError}{Inner(e)}");
        }
        catch (IOException e)
        {
            // Not by its message, which is not in an executable that is compiled ahead of time.
            string reason = e is HttpIOException http ? http.HttpRequestError.ToString() : "the connection broke off";
            return new SendOutcome(SendVerdict.Retryable, $"no answer: {reason}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Deadline.Passed(_options.Timeout);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static string Inner(HttpRequestException e) =>
        e.InnerException is System.Net.Sockets.SocketException socket ? $" ({socket.SocketErrorCode})" : "";

    private HttpRequestMessage Message(ReadOnlyMemory<byte> request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint)
        {
            Content = new ReadOnlyMemoryContent(_options.UseGzip ? Gzip.Compress(request) : request),
        };
        message.Content.Headers.ContentType = Protobuf;
        if (_options.UseGzip)
        {
            message.Content.Headers.ContentEncoding.Add("gzip");
        }

        message.Headers.TryAddWithoutValidation("User-Agent", $"podmirror/{SpanSource.Version}");
        foreach ((string name, string value) in _options.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private async Task<SendOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        SendVerdict verdict = RetryTable.OfHttp(status);
        byte[] body = await ReadBodyAsync(response, cancellation);
        if (verdict == SendVerdict.Accepted)
        {
            return PartialSuccess.Read(body);
        }

        string? retryAfter = response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values) ? values.ToString() : null;
        string reason = string.Create(CultureInfo.InvariantCulture, $"HTTP status {status}");
        return new SendOutcome(verdict, reason, RetryTable.ParseRetryAfter(retryAfter, _time.GetUtcNow()))
        {
            IsUnknown = response.StatusCode == HttpStatusCode.NotFound,
        };
    }

    // The status has decided already: a body that breaks off, lies about its length or comes too slowly takes nothing back.
    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            return await AnswerBody.ReadAsync(stream, AnswerBody.MaxBytes, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return [];
        }
    }
}
