using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

/// <summary>An exchange in a form that tests can change, and the span that it makes.</summary>
internal sealed record Sample
{
    public string Method { get; init; } = "GET";

    public string Target { get; init; } = "/a?b=c";

    public string Authority { get; init; } = "";

    public string RequestFields { get; init; } = "Host: api.example.com\r\n";

    public byte[] RequestBody { get; init; } = [];

    public long? RequestBodyBytes { get; init; }

    public string RequestTrailers { get; init; } = "";

    public int Status { get; init; } = 200;

    public string ResponseFields { get; init; } = "";

    public byte[] ResponseBody { get; init; } = [];

    public long? ResponseBodyBytes { get; init; }

    public string ResponseTrailers { get; init; } = "";

    public FramedContent RequestFramed { get; init; }

    public FramedContent ResponseFramed { get; init; }

    public (int Offset, long TimestampNs)[] RequestMarks { get; init; } = [];

    public (int Offset, long TimestampNs)[] ResponseMarks { get; init; } = [];

    public bool HasRequest { get; init; } = true;

    public bool HasResponse { get; init; } = true;

    public Direction Direction { get; init; } = Direction.Ingress;

    public HttpProtocol Protocol { get; init; } = HttpProtocol.Http11;

    public Anomalies Anomalies { get; init; }

    public int Interim { get; init; }

    public uint Ordinal { get; init; }

    public long StartNs { get; init; } = 1_700_000_000_000_000_001;

    public long DurationNs { get; init; } = 1_000_000;

    public IpEndpoint Client { get; init; } = IpEndpoint.FromIPv4(0x0A000001, 40000);

    public IpEndpoint Server { get; init; } = IpEndpoint.FromIPv4(0x0A000002, 8080);

    public byte[] ToRecord()
    {
        ExchangeRecord record = ToExchange();
        byte[] bytes = new byte[record.WireBytes];
        record.Write(bytes);
        return bytes;
    }

    public ExchangeRecord ToExchange()
    {
        ExchangeRecord record = default;
        record.Header = new ExchangeHeader
        {
            Direction = Direction,
            Protocol = Protocol,
            StartNs = StartNs,
            DurationNs = DurationNs,
            Anomalies = Anomalies,
            Client = Client,
            Server = Server,
            Stream = 7,
            Ordinal = Ordinal,
            InterimResponses = (ushort)Interim,
        };
        if (HasRequest)
        {
            record.Request = new MessageView
            {
                IsPresent = true,
                Method = Bytes(Method),
                Target = Bytes(Target),
                Authority = Bytes(Authority),
                Fields = Bytes(RequestFields),
                Body = RequestBody,
                BodyBytes = RequestBodyBytes ?? RequestBody.Length,
                Trailers = Bytes(RequestTrailers),
                Framed = RequestFramed,
                Marks = Marks(RequestMarks),
            };
        }

        if (HasResponse)
        {
            record.Response = new MessageView
            {
                IsPresent = true,
                Status = (ushort)Status,
                Fields = Bytes(ResponseFields),
                Body = ResponseBody,
                BodyBytes = ResponseBodyBytes ?? ResponseBody.Length,
                Trailers = Bytes(ResponseTrailers),
                Framed = ResponseFramed,
                Marks = Marks(ResponseMarks),
            };
        }

        return record;
    }

    public ReadSpan ToSpan(SpanOptions? options = null, Detail detail = Detail.Full) => ReadSpan.Of(ToSpanBytes(options, detail));

    public byte[] ToSpanBytes(SpanOptions? options = null, Detail detail = Detail.Full)
    {
        using var writer = new SpanWriter(options ?? new SpanOptions { Pod = "pod-uid" });
        var output = new ByteBuffer(8 * 1024 * 1024);
        Assert.True(writer.TryWrite(ToExchange(), output, detail: detail));

        // Tag, then a length of four bytes.
        return output.Written[5..].ToArray();
    }

    private static byte[] Marks((int Offset, long TimestampNs)[] marks)
    {
        byte[] bytes = new byte[marks.Length * FramedMarks.MarkBytes];
        for (int i = 0; i < marks.Length; i++)
        {
            FramedMarks.Write(bytes.AsSpan(i * FramedMarks.MarkBytes), (uint)marks[i].Offset, marks[i].TimestampNs);
        }

        return bytes;
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
