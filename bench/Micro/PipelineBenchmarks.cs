using System.Text;
using BenchmarkDotNet.Attributes;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Bench.Micro;

/// <summary>One keep-alive pair through reassembly, parsing and pairing: 512 bytes up, 1 KiB down, with the acknowledgements between.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : IExchangeSink
{
    private static readonly IpEndpoint Client = IpEndpoint.FromIPv4(0x0A000001, 40000);
    private static readonly IpEndpoint Server = IpEndpoint.FromIPv4(0x0A000002, 8080);

    private readonly byte[] _request = Encoding.ASCII.GetBytes(
        "POST /orders/1234?expand=items HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: bench/1.0\r\nAccept: application/json\r\n"
        + "Content-Type: application/json\r\nX-Request-Id: 0123456789abcdef\r\nContent-Length: 512\r\n\r\n" + new string('u', 512));

    private readonly byte[] _response = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Mon, 23 Nov 2026 00:00:00 GMT\r\nServer: bench\r\nContent-Length: 1024\r\n\r\n"
        + new string('d', 1024));

    private readonly byte[] _record = new byte[RecordFormat.MaxRecordBytes];
    private readonly MirrorLedger _ledger = new();
    private FlowPipeline _pipeline = null!;
    private uint _up = 1000;
    private uint _down = 5000;
    private long _now = 1_700_000_000_000_000_000;

    [GlobalSetup]
    public void Begin() => _pipeline = new FlowPipeline(new PipelineOptions { Mode = CaptureMode.IngressAndEgress }, _ledger, this);

    [Benchmark]
    public long Pair()
    {
        Take(true, _request);
        _up += (uint)_request.Length;
        Take(false, []);
        Take(false, _response);
        _down += (uint)_response.Length;
        Take(true, []);
        return _ledger[MirrorCounter.ExchangesSent];
    }

    public void OnExchange(in ExchangeRecord exchange)
    {
        exchange.Write(_record);
        _ledger[MirrorCounter.ExchangesSent]++;
    }

    private void Take(bool fromClient, byte[] payload)
    {
        _now += 10_000;
        var segment = new TcpSegment
        {
            Source = fromClient ? Client : Server,
            Destination = fromClient ? Server : Client,
            Sequence = fromClient ? _up : _down,
            Acknowledgement = fromClient ? _down : _up,
            Flags = TcpFlags.Ack,
            Payload = payload,
            WirePayloadBytes = payload.Length,
            TimestampNs = _now,
            Origin = fromClient ? PacketOrigin.Incoming : PacketOrigin.Outgoing,
        };
        _pipeline.OnSegment(in segment);
    }
}
