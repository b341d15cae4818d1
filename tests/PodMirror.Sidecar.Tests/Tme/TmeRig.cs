using System.Net.Sockets;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

/// <summary>tme without its command line, on a socket of its own, and mirrors that connect to it.</summary>
internal sealed class TmeRig : IDisposable
{
    private static int _count;

    private readonly string _name = $"spans-tests-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
    private readonly List<string> _log = [];

    public TmeRig(
        FakeSender? sender,
        Func<ExporterOptions, ExporterOptions>? change = null,
        int batchBytes = 4096,
        TimeSpan? batchAge = null,
        uint? peer = null,
        bool respectsSampled = false,
        SamplingRules? sampling = null)
    {
        var quick = new RetryOptions { Initial = TimeSpan.FromMilliseconds(1) };
        var options = new ExporterOptions { Endpoint = new Uri("http://unused"), Retry = quick };
        options = change?.Invoke(options) ?? options;
        Collector = new SpanCollector(
            new SpanCollectorOptions
            {
                Spans = new SpanOptions { Pod = "test", RespectsSampled = respectsSampled, Sampling = sampling },
                Source = new SpanSource([new("service.name", "test")]),
                BatchBytes = batchBytes,
                MaxBatchAge = batchAge ?? TimeSpan.FromMilliseconds(20),
            },
            sender is null ? null : listener => new SpanExporter(options, sender, listener, TimeProvider.System),
            TimeProvider.System,
            Log);
        Listener = MirrorListener.TryStart(_name, peer ?? HostFacts.EffectiveUserId(), Collector, Offer, Log, out string? fault)!;
        Assert.Null(fault);
    }

    public SpanCollector Collector { get; }

    public MirrorListener Listener { get; }

    public SettingsOffer Offer { get; } = new();

    public string Name => _name;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public static byte[] Exchange(uint ordinal, int bodyBytes = 100, string fields = "")
    {
        ExchangeRecord record = default;
        record.Header = new ExchangeHeader { Direction = Direction.Ingress, Protocol = HttpProtocol.Http11, Ordinal = ordinal, StartNs = 1 };
        record.Request = new MessageView
        {
            IsPresent = true,
            Method = "GET"u8,
            Target = "/"u8,
            Fields = System.Text.Encoding.ASCII.GetBytes(fields),
            Body = new byte[bodyBytes],
            BodyBytes = bodyBytes,
        };
        record.Response = new MessageView { IsPresent = true, Status = 200 };
        byte[] bytes = new byte[record.WireBytes];
        record.Write(bytes);
        return bytes;
    }

    public Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        socket.Connect(new UnixDomainSocketEndPoint("\0" + _name));
        return socket;
    }

    /// <summary>Reads acknowledgements until one says so many; fails when the connection ends or says more.</summary>
    public static void AwaitAcknowledged(Socket mirror, ulong expected)
    {
        byte[] record = new byte[RecordFormat.AcknowledgementBytes];
        ulong disposed = 0;
        while (disposed < expected)
        {
            for (int read = 0; read < record.Length;)
            {
                int more = mirror.Receive(record.AsSpan(read));
                Assert.NotEqual(0, more);
                read += more;
            }

            Assert.Equal(RecordStatus.Complete, RecordFormat.TryRead(record, out RecordKind kind, out ReadOnlySpan<byte> body, out _));
            Assert.Equal(RecordKind.Acknowledgement, kind);
            Assert.True(RecordFormat.TryReadAcknowledgement(body, out disposed));
        }

        Assert.Equal(expected, disposed);
    }

    /// <summary>Waits until the ledger is as told; it always adds up meanwhile.</summary>
    public TmeLedger Await(Func<TmeLedger, bool> condition)
    {
        TmeLedger ledger = Collector.Snapshot();
        SpinWait.SpinUntil(
            () =>
            {
                ledger = Collector.Snapshot();
                Assert.Null(ledger.FirstImbalance());
                return condition(ledger);
            },
            TimeSpan.FromSeconds(20));
        Assert.True(condition(ledger), Collector.LedgerLine());
        return ledger;
    }

    public void Dispose()
    {
        Listener.Dispose();
        Collector.Dispose();
    }

    private void Log(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }
}
