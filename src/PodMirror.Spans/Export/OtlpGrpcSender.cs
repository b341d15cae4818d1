using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace PodMirror.Spans;

/// <summary>OTLP over gRPC (OTLP specification, OTLP/gRPC). Requests go out as the bytes that they are.</summary>
public sealed class OtlpGrpcSender : IOtlpSender
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    private static readonly Marshaller<Payload> Requests = new(Serialize, static _ => new Payload(default));
    private static readonly Marshaller<byte[]> Responses = new(
        static (_, context) => context.Complete([]), static context => context.PayloadAsReadOnlySequence().ToArray());

    private readonly ExporterOptions _options;
    private readonly TimeProvider _time;
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private readonly Method<Payload, byte[]> _export;
    private readonly Metadata _headers = [];

    /// <summary>Makes a sender; connects when something is sent.</summary>
    /// <param name="options">Where to, and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line when a file with certificates or a token changed; null when nobody wants to know.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The channel owns its handlers.")]
    public OtlpGrpcSender(ExporterOptions options, TimeProvider time, Action<string>? log = null)
    {
        _options = options;
        _time = time;
        _export = new Method<Payload, byte[]>(MethodType.Unary, OtlpSignals.ServiceOf(options.Signal), "Export", Requests, Responses);
        _channel = GrpcChannel.ForAddress(options.Endpoint, new GrpcChannelOptions
        {
            HttpHandler = new GrpcAnswers(new OtlpHandler(options, time, log)),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = AnswerBody.MaxBytes,
            MaxSendMessageSize = null,
            CompressionProviders = [new GzipCompressionProvider(CompressionLevel.Fastest)],
        });
        _invoker = _channel.CreateCallInvoker();
        foreach ((string name, string value) in options.Headers)
        {
            _headers.Add(name.ToLowerInvariant(), value);
        }

        if (options.UseGzip)
        {
            _headers.Add("grpc-internal-encoding-request", "gzip");
        }
    }

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using ITimer timer = Deadline.Set(_time, attempt, _options.Timeout);
        try
        {
            var options = new CallOptions(_headers, cancellationToken: attempt.Token);
            using AsyncUnaryCall<byte[]> call = _invoker.AsyncUnaryCall(_export, host: null, options, new Payload(request));
            return PartialSuccess.Read(await call.ResponseAsync);
        }
        catch (RpcException e)
        {
            cancellation.ThrowIfCancellationRequested();
            return OutcomeOf(e, hasTimedOut: attempt.IsCancellationRequested);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _channel.Dispose();

    private static void Serialize(Payload request, SerializationContext context)
    {
        context.SetPayloadLength(request.Bytes.Length);
        context.GetBufferWriter().Write(request.Bytes.Span);
        context.Complete();
    }

    private SendOutcome OutcomeOf(RpcException e, bool hasTimedOut)
    {
        if (hasTimedOut)
        {
            return Deadline.Passed(_options.Timeout);
        }

        // A stream that was reset, a connection that broke off: the library makes up a status, INTERNAL for many, which no receiver has said.
        if (e.Status.DebugException is { } fault)
        {
            return new SendOutcome(SendVerdict.Retryable, fault is CredentialsException ? fault.Message : $"no answer: gRPC status {e.StatusCode}");
        }

        TimeSpan? retryInfo = RetryTable.ParseRetryInfo(Details(e));
        string reason = $"gRPC status {e.StatusCode}";
        return new SendOutcome(RetryTable.OfGrpc(e.StatusCode, retryInfo is not null), reason, retryInfo)
        {
            IsUnknown = e.StatusCode == StatusCode.Unimplemented,
        };
    }

    /// <summary>Bytes as the reference that the library wants.</summary>
    private sealed record Payload(ReadOnlyMemory<byte> Bytes);

    private static byte[] Details(RpcException e)
    {
        Metadata.Entry? entry = e.Trailers.Get(DetailsTrailer);
        return entry is { IsBinary: true } ? entry.ValueBytes : [];
    }
}
