using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Mirror;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class ExchangeSocketTests : IDisposable
{
    private readonly string _name = $"podmirror-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private readonly MirrorLedger _ledger = new();
    private readonly ManualTime _time = new();
    private readonly List<string> _log = [];
    private readonly byte[] _body = new byte[500];
    private readonly byte[] _scratch = new byte[4096];
    private ulong _acknowledged;
    private ExchangeSocket? _socket;

    public void Dispose()
    {
        _socket?.Dispose();
        Assert.Null(_ledger.FirstImbalance());
    }

    [Fact]
    public void A_record_is_written_sent_and_acknowledged()
    {
        using TestPeer peer = Connected();
        Give(100);
        Assert.True(_socket!.HasPending);
        _socket.Turn();

        Assert.Equal(RecordStatus.Complete, RecordFormat.TryRead(peer.Read(Bytes(100)), out _, out ReadOnlySpan<byte> body, out _));
        Assert.True(ExchangeRecord.TryRead(body, out ExchangeRecord read));
        Assert.Equal(100, read.Response.Body.Length);
        Assert.False(_socket.IsSettled);
        peer.Acknowledge(1);
        _socket.Turn();
        Assert.Equal((1, 0), (_ledger[MirrorCounter.ExchangesAcknowledged], _ledger[MirrorCounter.ExchangesInFlight]));
        Assert.True(_socket.IsSettled);
    }

    [Fact]
    public void Without_a_peer_exchanges_are_counted_and_the_next_attempt_comes_after_a_second()
    {
        Open();
        _socket!.Turn();
        Give(1);
        using var peer = new TestPeer(_name);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _socket.Turn();
        Give(1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _socket.Turn();
        Give(1);

        Assert.Equal(2, _ledger[MirrorCounter.ExchangesDroppedNoPeer]);
        Assert.Equal(1, _ledger[MirrorCounter.ExchangesSent]);
        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public void The_same_failure_is_said_once()
    {
        Open();
        for (int i = 0; i < 5; i++)
        {
            _socket!.Turn();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Single(_log);
    }

    [Fact]
    public void A_listener_of_another_user_gets_nothing()
    {
        using var peer = new TestPeer(_name);
        Open(userId: HostFacts.EffectiveUserId() + 1);
        _socket!.Turn();
        Give(1);

        Assert.Equal(1, _ledger[MirrorCounter.ExchangesDroppedNoPeer]);
        Assert.Contains("gets nothing", _log.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_larger_than_the_buffer_is_counted_as_too_large()
    {
        using TestPeer peer = Connected(bufferBytes: 1000);
        Give(1000);
        Assert.Equal(1, _ledger[MirrorCounter.ExchangesDroppedTooLarge]);
    }

    [Fact]
    public void A_peer_that_does_not_read_fills_kernel_and_buffer_and_then_costs_records()
    {
        using TestPeer peer = Connected(bufferBytes: 100_000);
        for (int i = 0; i < 100; i++)
        {
            Give(20_000);
        }

        long sent = _ledger[MirrorCounter.ExchangesSent];
        Assert.InRange(sent, 5, 99);
        Assert.Equal(100 - sent, _ledger[MirrorCounter.ExchangesDroppedSocketFull]);

        // What was accepted comes out whole once the peer reads.
        for (long i = 0; i < sent; i++)
        {
            _socket!.Turn();
            Assert.Equal(RecordStatus.Complete, RecordFormat.TryRead(peer.Read(Bytes(20_000)), out _, out _, out _));
        }
    }

    [Fact]
    public void What_a_peer_acknowledged_before_it_went_counts_and_the_rest_is_unacknowledged()
    {
        using TestPeer peer = Connected();
        for (int i = 0; i < 5; i++)
        {
            Give(10);
        }

        _socket!.Turn();
        peer.Acknowledge(3);
        peer.Close();
        _socket.Turn();
        _socket.Turn();

        Assert.Equal((3, 2, 0), (
            _ledger[MirrorCounter.ExchangesAcknowledged], _ledger[MirrorCounter.ExchangesUnacknowledged], _ledger[MirrorCounter.ExchangesInFlight]));
        Assert.Null(_socket.Handle);
    }

    [Fact]
    public void A_record_that_was_half_sent_is_not_finished_on_the_next_connection()
    {
        using TestPeer peer = Connected(bufferBytes: 1_000_000);
        for (int i = 0; i < 10; i++)
        {
            Give(90_000);
        }

        _socket!.Turn();
        Assert.True(_socket.HasPending);
        peer.Close();
        _socket.Turn();
        _time.Advance(TimeSpan.FromSeconds(1));
        _socket.Turn();
        peer.Accept();
        Give(10);
        _socket.Turn();

        Assert.Equal(RecordStatus.Complete, RecordFormat.TryRead(peer.Read(Bytes(10)), out _, out _, out _));
        Assert.Equal(10, _ledger[MirrorCounter.ExchangesUnacknowledged]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public void An_acknowledgement_of_what_was_never_sent_ends_the_connection(long disposed)
    {
        using TestPeer peer = Connected();
        Give(10);
        _socket!.Turn();
        peer.Acknowledge((ulong)disposed);
        _socket.Turn();

        Assert.Null(_socket.Handle);
        Assert.Equal(1, _ledger[MirrorCounter.ExchangesUnacknowledged]);
    }

    [Fact]
    public void Bytes_that_are_no_record_end_the_connection()
    {
        using TestPeer peer = Connected();
        peer.Send([0xff, 0xff, 0xff, 0xff]);
        _socket!.Turn();
        Assert.Null(_socket.Handle);
    }

    [Fact]
    public void Settings_are_given_out_once_and_a_record_that_cannot_be_right_is_counted_and_costs_nothing_else()
    {
        using TestPeer peer = Connected();
        byte[] good = CaptureSettingsRecord.Write(new CaptureSettings { Version = 7, Mode = CaptureMode.Egress });
        byte[] bad = [.. good];
        bad[RecordFormat.HeaderBytes + 20] = 200;
        peer.Send([.. good, .. bad]);
        _socket!.Turn();

        Assert.Equal((7, CaptureMode.Egress), (_socket.TakeSettings() is { } settings ? (settings.Version, settings.Mode!.Value) : default));
        Assert.Null(_socket.TakeSettings());
        Assert.Equal(1, _ledger[MirrorCounter.SettingsRefused]);
        Assert.Contains("refused", _log[^1], StringComparison.Ordinal);
        Assert.NotNull(_socket.Handle);
        Give(10);
        Assert.Equal(1, _ledger[MirrorCounter.ExchangesSent]);
    }

    [Fact]
    public void A_ledger_is_sent_as_a_record_and_counts_as_no_exchange()
    {
        using TestPeer peer = Connected();
        _socket!.SendLedger();
        _socket.Turn();

        RecordFormat.TryRead(peer.Read(RecordFormat.LedgerBytes), out RecordKind kind, out _, out _);
        Assert.Equal(RecordKind.Ledger, kind);
        Assert.True(_socket.IsSettled);
    }

    [Fact]
    public void Records_and_acknowledgements_allocate_nothing()
    {
        using TestPeer peer = Connected();
        ExchangesThroughPeer(peer, 100);

        Assert.Equal(0, Allocation.Least(() => ExchangesThroughPeer(peer, 1000)));
    }

    private static int Bytes(int bodyBytes) => (int)Record(new byte[bodyBytes]).WireBytes;

    private static ExchangeRecord Record(byte[] body)
    {
        ExchangeRecord record = default;
        record.Header.Protocol = HttpProtocol.Http11;
        record.Response.IsPresent = true;
        record.Response.Body = body;
        return record;
    }

    /// <summary>Gives what the socket allocates; the peer's end is not counted.</summary>
    private long ExchangesThroughPeer(TestPeer peer, int count)
    {
        long allocated = 0;
        for (int i = 0; i < count; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Give(_body);
            _socket!.Turn();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            peer.Drain(_scratch, (int)Record(_body).WireBytes);
            peer.Acknowledge(++_acknowledged, _scratch);
            before = GC.GetAllocatedBytesForCurrentThread();
            _socket.Turn();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    private void Give(int bodyBytes) => Give(new byte[bodyBytes]);

    /// <summary>As the pipeline does: counts the exchange as built, and gives it away.</summary>
    private void Give(byte[] body)
    {
        _ledger[MirrorCounter.ExchangesBuilt]++;
        _socket!.OnExchange(Record(body));
    }

    private TestPeer Connected(int bufferBytes = ExchangeSocketOptions.DefaultBufferBytes)
    {
        var peer = new TestPeer(_name);
        Open(bufferBytes: bufferBytes);
        _socket!.Turn();
        peer.Accept();
        return peer;
    }

    private void Open(uint? userId = null, int bufferBytes = ExchangeSocketOptions.DefaultBufferBytes) => _socket = new ExchangeSocket(
        new ExchangeSocketOptions { Name = _name, UserId = userId ?? HostFacts.EffectiveUserId(), BufferBytes = bufferBytes },
        _ledger,
        _time,
        _log.Add);
}
