using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>
/// From any bytes that the socket takes as an exchange comes a span that a receiver takes: whole protobuf, UTF-8 where text is said.
/// </summary>
public static class SpanFuzz
{
    private const int MaxBatchBytes = 8 * 1024 * 1024;

    private static readonly SpanWriter Writer = new(new SpanOptions { Pod = "fuzz", MaxBodyBytes = 4096 });
    private static readonly SpanBatch Batch = new(new SpanSource([new("service.name", "fuzz")]), MaxBatchBytes);
    private static readonly OtlpJsonWriter Json = new();
    private static readonly ByteBuffer Text = new(4 * MaxBatchBytes);

    /// <summary>Takes the input as the body of an exchange record.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!ExchangeRecord.TryRead(input, out ExchangeRecord exchange))
        {
            return;
        }

        Batch.Clear();
        Assert.True(Batch.TryAdd(Writer, exchange));
        Text.Clear();
        OtlpResult result = Json.Write(Batch.Finish().Span, OtlpSchema.ExportTraceServiceRequest, Text);
        Assert.True(result.IsComplete, result.ToString());
    }

    /// <summary>Exchanges with something for each part of the way.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        const string context = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: a=b\r\n";
        const string form = "Content-Type: application/x-www-form-urlencoded\r\nLink: <a?sig=1>\r\nAuthorization: Basic x\r\n";
        const string forwarded = "Content-Encoding: gzip\r\nForwarded: for=\"[::1]:1\";proto=https\r\n";
        byte[] stacked = BodyDecoderTests.Encode("zstd", BodyDecoderTests.Encode("br", [1]));
        yield return Record("GET", "/a;sid=1?token=b&to=https%3A%2F%2Fu%3Ap%40x%2F", "Host: u:p@h:80\r\nCookie: a=b; c\r\n d=\"e;f\"\r\n", []);
        yield return Record("CONNECT", "u:p@x:443", context, [0xff]);
        yield return Record("POST", "http://u:p@x/?a#b", forwarded, BodyDecoderTests.Encode("gzip", [1, 2]));
        yield return Record("PUT", "*", "Content-Encoding: br, zstd\r\nb3: 1-2-d\r\n", stacked);
        yield return Record("x", "", form, "password=1"u8.ToArray());
    }

    private static byte[] Record(string method, string target, string fields, byte[] body)
    {
        ExchangeRecord record = default;
        record.Header.Protocol = HttpProtocol.Http11;
        record.Header.Direction = Direction.Egress;
        record.Request = new MessageView
        {
            IsPresent = true,
            Method = Encoding.ASCII.GetBytes(method),
            Target = Encoding.ASCII.GetBytes(target),
            Fields = Encoding.ASCII.GetBytes(fields),
            Body = body,
            BodyBytes = body.Length,
            Trailers = "X: y\r\n"u8,
        };
        record.Response = new MessageView { IsPresent = true, Status = 302, Fields = "Set-Cookie: a=b; Path=/\r\nLocation: /?token=1\r\n"u8 };
        byte[] bytes = new byte[record.WireBytes];
        record.Write(bytes);
        return bytes[RecordFormat.HeaderBytes..];
    }
}
