using PodMirror.Agent.Probe;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;
using PodMirror.Catalog;
using PodMirror.Exchange;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// Reads spans that were checked before as calls for the catalog. What a call refers to lies in the span, or in buffers of this reader, until it
/// reads the next one. One thread at a time.
/// </summary>
internal sealed class CallReader
{
    // Longer texts name no endpoint; the catalog cuts further.
    private const int LongestPath = 8192;
    private const int LongestQuery = 16_384;
    private const int LongestName = 256;
    private const int NanosPerMicro = 1000;
    private const int NanosPerMilli = 1_000_000;

    private readonly CallText _text = new();
    private readonly CallFindings _findings = new();
    private readonly HeaderLines _requestHeaders = new();
    private readonly HeaderLines _responseHeaders = new();
    private readonly PodAddresses _pods = new();

    /// <summary>Reads one.</summary>
    /// <param name="service">The service of its resource; empty when it names none.</param>
    /// <param name="span">The span.</param>
    /// <param name="timeNs">When it began, as the store has it.</param>
    /// <param name="call">The call.</param>
    /// <returns>Why it is none; null when it is one.</returns>
    public CallIgnoreReason? TryRead(ReadOnlySpan<byte> service, ReadOnlySpan<byte> span, long timeNs, out ObservedCall call)
    {
        call = default;
        if (ProbeMark.IsService(service))
        {
            return CallIgnoreReason.Probe;
        }

        SpanFields.TryRead(span, out SpanFields head, out _);
        ExchangeColumns columns = ExchangeColumns.Of(span, head.Kind);
        if (columns.Method.IsEmpty || columns.Path.IsEmpty)
        {
            return CallIgnoreReason.NoRequest;
        }

        CallFields fields = CallFields.Of(span, _findings, _requestHeaders, _responseHeaders);
        call = Make(Utf8Text.Truncate(service.IsEmpty ? "unknown_service"u8 : service, LongestName), head, columns, fields, timeNs);
        return null;
    }

    private ObservedCall Make(
        scoped ReadOnlySpan<byte> service, scoped in SpanFields head, scoped in ExchangeColumns columns, scoped in CallFields fields, long timeNs)
    {
        _pods.Learn(fields.LocalAddress, service);
        bool egress = columns.Direction == Direction.Egress;
        int status = (int)long.Clamp(columns.Status ?? 0, 0, 999);
        CallKind kind = KindOf(fields, status);
        ReadOnlySpan<byte> path = Utf8Text.Truncate(columns.Path, LongestPath);
        ReadOnlySpan<byte> query = Utf8Text.Truncate(fields.Query, LongestQuery);
        _text.Begin(path.Length + query.Length + (10 * LongestName));
        return new ObservedCall
        {
            Service = egress ? Host(fields) : Text(service),
            Kind = kind,
            Method = Text(columns.Method),
            Path = _text.Add(path),
            Query = _text.Add(query),
            Operation = kind == CallKind.GraphQl ? _text.AddWords(Cut(fields.GraphQlType), Cut(fields.GraphQlName)) : default,
            Status = status,
            Failed = head.StatusCode == 2 && status is < 400 or > 599,
            Rejected = kind == CallKind.Grpc && !fields.RpcStatus.IsEmpty && !GrpcAnswers.IsOk(fields.RpcStatus),
            Denied = kind == CallKind.Grpc && GrpcAnswers.IsDenial(fields.RpcStatus),
            DurationMicros = long.Max(0, head.EndNs - head.StartNs) / NanosPerMicro,
            TimeMillis = timeNs / NanosPerMilli,
            Caller = egress ? Text(service) : Text(Caller(fields)),
            ToldByCaller = egress,
            Auth = fields.Auth.Evidence,
            AuthUnknown = fields.RequestFieldsMissing && fields.Auth.Evidence == AuthEvidence.None,
            ApiKeyName = Text(fields.Auth.KeyName),
            CookieName = Text(fields.Auth.CookieName),
            RequestContentType = Text(fields.RequestType),
            ResponseContentType = Text(fields.ResponseType),
            RequestHeaders = fields.RequestFieldsMissing ? default : _requestHeaders.All,
            ResponseHeaders = fields.ResponseFieldsMissing ? default : _responseHeaders.All,
            RequestBody = fields.RequestBody,
            ResponseBody = fields.ResponseBody,
            RequestBodyTruncated = fields.RequestTruncated,
            ResponseBodyTruncated = fields.ResponseTruncated,
            RequestHasNoBody = fields.RequestHasNoBody,
            ResponseHasNoBody = fields.ResponseHasNoBody,
            Findings = _findings.All,
        };
    }

    private static CallKind KindOf(in CallFields fields, int status) =>
        fields.RpcSystem.SequenceEqual("grpc"u8) ? CallKind.Grpc
        : fields.IsGraphQl ? CallKind.GraphQl
        : fields.IsWebSocket && status is 101 or (>= 200 and < 300) ? CallKind.WebSocket
        : CallKind.Http;

    // A name of one word is a Service of the caller's namespace, and may be the name of a service that tells of the same calls itself: with its port
    // the two are never taken for one, and nothing is counted twice.
    private ReadOnlySpan<char> Host(scoped in CallFields fields)
    {
        ReadOnlySpan<byte> host = Cut(fields.ServerAddress);
        bool isPlain = fields.ServerPort is 0 or 80 or 443 && host.Contains((byte)'.');
        return host.IsEmpty ? Text("unknown_host"u8) : isPlain ? Text(host) : _text.AddWithPort(host, fields.ServerPort);
    }

    // The one who holds the connection when it has a sidecar, too; else whom proxies name, by the service of its address where that is known.
    private ReadOnlySpan<byte> Caller(scoped in CallFields fields)
    {
        ReadOnlySpan<byte> peer = _pods.ServiceOf(fields.PeerAddress);
        ReadOnlySpan<byte> client = peer.IsEmpty ? _pods.ServiceOf(fields.ClientAddress) : peer;
        return !client.IsEmpty ? client : fields.ClientAddress.IsEmpty ? fields.PeerAddress : fields.ClientAddress;
    }

    private ReadOnlySpan<char> Text(scoped ReadOnlySpan<byte> utf8) => _text.Add(Cut(utf8));

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8) => Utf8Text.Truncate(utf8, LongestName);
}
