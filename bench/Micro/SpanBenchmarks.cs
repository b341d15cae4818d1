using System.Text;
using BenchmarkDotNet.Attributes;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Bench.Micro;

/// <summary>The work of tme for an exchange of 512 bytes up and 1 KiB down.</summary>
[MemoryDiagnoser]
public class SpanBenchmarks
{
    private const int MaxBatchBytes = 4 * 1024 * 1024;

    // Static: it lives as long as the process, and a benchmark class may not be sealed, as a disposable one would like to be.
    private static readonly SpanWriter Writer = new(new SpanOptions { Pod = "bench" });
    private readonly SpanBatch _batch = new(new SpanSource([new("service.name", "bench")]), MaxBatchBytes);
    private readonly byte[] _record = Record();
    private readonly byte[] _call = GrpcCall.Record();

    /// <summary>From the record to the span in its batch.</summary>
    /// <returns>Spans in the batch.</returns>
    [Benchmark]
    public int Write() => Add(_record);

    /// <summary>The same for a call of gRPC with a message of 512 bytes up and one of 1 KiB down, which become JSON.</summary>
    /// <returns>Spans in the batch.</returns>
    [Benchmark]
    public int WriteGrpc() => Add(_call);

    private int Add(byte[] record)
    {
        if (_batch.Bytes > MaxBatchBytes / 8)
        {
            _batch.Clear();
        }

        RecordFormat.TryRead(record, out _, out ReadOnlySpan<byte> body, out _);
        ExchangeRecord.TryRead(body, out ExchangeRecord exchange);
        _batch.TryAdd(Writer, exchange);
        return _batch.Count;
    }

    private static byte[] Record()
    {
        byte[] requestFields = Encoding.ASCII.GetBytes(
            "Host: shop.example:8080\r\nUser-Agent: bench/1.0\r\nAccept: application/json\r\nContent-Type: application/json\r\n"
            + "Content-Length: 512\r\n"
            + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
            + "Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\r\n"
            + "Cookie: session=abc; theme=dark\r\nX-Request-Id: 6f9619ff-8b86-d011-b42d-00c04fc964ff\r\n");
        byte[] responseFields = Encoding.ASCII.GetBytes(
            "Content-Type: application/json\r\nContent-Length: 1024\r\nDate: Wed, 21 Oct 2026 07:28:00 GMT\r\n"
            + "Server: bench\r\nCache-Control: no-store\r\n");
        ExchangeRecord record = default;
        record.Header.Protocol = HttpProtocol.Http11;
        record.Header.Direction = Direction.Ingress;
        record.Request = new MessageView
        {
            IsPresent = true,
            Method = "POST"u8,
            Target = "/orders?customer=17&access_token=abc"u8,
            Fields = requestFields,
            Body = Encoding.ASCII.GetBytes(new string('x', 512)),
            BodyBytes = 512,
        };
        record.Response = new MessageView
        {
            IsPresent = true,
            Status = 200,
            Fields = responseFields,
            Body = Encoding.ASCII.GetBytes(new string('y', 1024)),
            BodyBytes = 1024,
        };
        byte[] bytes = new byte[record.WireBytes];
        record.Write(bytes);
        return bytes;
    }
}
