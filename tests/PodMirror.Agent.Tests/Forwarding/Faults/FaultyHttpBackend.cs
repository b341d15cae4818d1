using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using PodMirror.Agent.Forwarding;
using PodMirror.Spans;
using PodMirror.TestKit;

namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>OTLP/HTTP on a raw socket, which can answer as no library would.</summary>
internal sealed class FaultyHttpBackend : IFaultyBackend
{
    private static readonly int[] RetryableStatuses = [429, 502, 503, 504];
    private static readonly int[] RefusedStatuses = [302, 400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 431, 500, 501, 505];

    private readonly TcpServer _server;

    public FaultyHttpBackend(FaultPlan plan)
    {
        Plan = plan;
        _server = new TcpServer(ServeAsync);
        Target = new ForwardTarget(new Uri($"http://{_server.EndPoint}/v1/traces"), ExportProtocol.HttpProtobuf);
    }

    public ForwardTarget Target { get; }

    public FaultPlan Plan { get; }

    public BackendLedger Ledger { get; } = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        NetworkStream stream = client.GetStream();
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        while (await ReadRequestAsync(reader, end) is { } body && await AnswerAsync(stream, body, end))
        {
        }
    }

    /// <summary>Does what comes next with a request; false at the end of the connection.</summary>
    private async Task<bool> AnswerAsync(NetworkStream stream, byte[] request, CancellationToken end)
    {
        (Fault fault, int detail) = Plan.Next();
        Ledger.On(request, EndOf(fault, detail));
        await stream.WriteAsync(Encoding.Latin1.GetBytes(HeadOf(fault, detail)), end);
        if (fault == Fault.Silent)
        {
            // Until the agent hangs up.
            await stream.CopyToAsync(Stream.Null, end);
        }

        byte[] endless = Encoding.Latin1.GetBytes(new string('x', 4096));
        while (fault == Fault.Endless)
        {
            await stream.WriteAsync(endless, end);
        }

        return fault is Fault.None or Fault.Rejects or Fault.Retryable or Fault.Refused;
    }

    private static FaultEnd EndOf(Fault fault, int detail) => fault switch
    {
        Fault.None => FaultEnd.Taken,
        Fault.Rejects => FaultEnd.TakenButOne,
        Fault.Retryable => FaultEnd.Repeated,
        Fault.Refused => FaultEnd.Dropped,

        // The status has come: it decides, whatever the body is.
        Fault.LiesLong or Fault.LiesShort => FaultEnd.Taken,
        Fault.Endless => IsHeadEndless(detail) ? FaultEnd.TakenUnknown : FaultEnd.Taken,
        _ => FaultEnd.TakenUnknown,
    };

    private static string HeadOf(Fault fault, int detail) => fault switch
    {
        // ExportTraceServiceResponse { partial_success { rejected_spans: 1 } }
        Fault.Rejects => "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 4\r\n\r\n\u000A\u0002\u0008\u0001",
        Fault.Retryable => FakeBackend.Status(RetryableStatuses[detail % RetryableStatuses.Length], detail % 3 == 0 ? "Retry-After: 1\r\n" : ""),
        Fault.Refused => FakeBackend.Status(RefusedStatuses[detail % RefusedStatuses.Length]),
        Fault.HangsUp or Fault.Silent => "",
        Fault.HangsUpWithin => "HTTP/1.1 200 OK\r\nContent-Type: application/x-pro",
        Fault.Garbled => detail % 2 == 0 ? "SSH-2.0-OpenSSH_9.2p1\r\n" : "HTTP/1.1 2OO OK\r\n\r\n",
        Fault.LiesLong => "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n\u000A\u0002",
        Fault.LiesShort => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n",
        Fault.Endless => IsHeadEndless(detail) ? "HTTP/1.1 200 OK\r\nX-Field: " : "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n\r\n",
        _ => FakeBackend.Status(200),
    };

    private static bool IsHeadEndless(int detail) => detail % 2 == 0;

    private static async Task<byte[]?> ReadRequestAsync(PipeReader reader, CancellationToken end)
    {
        int? length = null;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(end);
            ReadOnlySequence<byte> buffer = result.Buffer;
            length ??= TakeHead(ref buffer);
            if (length <= buffer.Length)
            {
                byte[] body = buffer.Slice(0, length.Value).ToArray();
                reader.AdvanceTo(buffer.GetPosition(length.Value));
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Takes the head off; the length of the body, or null while the head is not whole.</summary>
    private static int? TakeHead(ref ReadOnlySequence<byte> buffer)
    {
        var head = new SequenceReader<byte>(buffer);
        if (!head.TryReadTo(out ReadOnlySequence<byte> text, "\r\n\r\n"u8))
        {
            return null;
        }

        string[] fields = Encoding.Latin1.GetString(text).Split("\r\n");
        buffer = buffer.Slice(head.Position);
        return int.Parse(fields.Single(field => field.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1]);
    }
}
