using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// The mirror's one thread: ring, decoder, pipeline and socket, run to completion. Nothing is queued between them, nothing waits but
/// <see cref="PacketRing.Poll"/>, and nothing is allocated in steady state.
/// </summary>
internal sealed class MirrorLoop
{
    /// <summary>The longest sleep: how late a silent Pod's timers and the next attempt to connect may be.</summary>
    private const int IdlePollMs = 250;

    /// <summary>The sleep while tme is slow: it says when it has room, this is for the ring.</summary>
    private const int PendingPollMs = 20;

    private static readonly TimeSpan StatisticsInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LedgerInterval = TimeSpan.FromSeconds(10);

    private readonly PacketRing _ring;
    private readonly PacketDecoder _decoder;
    private readonly FlowPipeline _pipeline;
    private readonly ExchangeSocket _socket;
    private readonly MirrorLedger _ledger;
    private readonly TimeProvider _time;
    private readonly long _ringDelayNs;
    private long _countedAt;
    private long _ledgerAt;
    private long _captureNs;
    private volatile bool _stop;
    private volatile bool _snapshotWanted;

    /// <summary>Joins the parts. <see cref="Run"/> uses them, and nobody else meanwhile.</summary>
    public MirrorLoop(
        PacketRing ring,
        PacketDecoder decoder,
        FlowPipeline pipeline,
        ExchangeSocket socket,
        MirrorLedger ledger,
        TimeProvider time,
        TimeSpan blockTimeout)
    {
        _ring = ring;
        _decoder = decoder;
        _pipeline = pipeline;
        _socket = socket;
        _ledger = ledger;
        _time = time;
        _ringDelayNs = 2 * (long)blockTimeout.TotalNanoseconds;
    }

    /// <summary>Called on the loop's thread with the ledger brought up to date, after <see cref="RequestSnapshot"/>.</summary>
    public Action<MirrorLedger>? OnSnapshot { get; init; }

    /// <summary>Captures until <see cref="Stop"/> is called.</summary>
    public void Run()
    {
        _countedAt = _time.GetTimestamp();
        _ledgerAt = _countedAt;
        while (!_stop)
        {
            bool read = ReadBlocks();
            if (!read)
            {
                Idle();
            }

            _socket.Turn();
            Housekeep();
            if (!read)
            {
                _ring.Poll(_socket.HasPending ? PendingPollMs : IdlePollMs, _socket.Handle, _socket.HasPending);
            }
        }
    }

    /// <summary>
    /// The end: lets nothing more in, reads what has come, gives out what is open, and waits for tme no longer than the given time.
    /// </summary>
    public void Drain(TimeSpan limit)
    {
        long begin = _time.GetTimestamp();
        if (_ring.TryStop())
        {
            // The block that the kernel was filling is handed over after the block time-out.
            int blockMs = (int)(_ringDelayNs / 1_000_000) + 1;
            do
            {
                while (ReadBlocks())
                {
                    _socket.Turn();
                }
            }
            while (_ring.Poll(blockMs));
        }

        _ring.CountInto(_ledger);
        _decoder.Finish();
        _pipeline.Finish();
        _socket.Turn();
        while (!_socket.IsSettled && Remaining(begin, limit) is > 0 and int remainingMs)
        {
            _ring.Poll(Math.Min(remainingMs, IdlePollMs), _socket.Handle, _socket.HasPending);
            _socket.Turn();
        }

        _socket.SendLedger();
        _socket.Turn();
        _socket.Dispose();
    }

    /// <summary>Ends <see cref="Run"/>. From any thread.</summary>
    public void Stop()
    {
        _stop = true;
        _ring.Wake();
    }

    /// <summary>Asks for <see cref="OnSnapshot"/>. From any thread.</summary>
    public void RequestSnapshot()
    {
        _snapshotWanted = true;
        _ring.Wake();
    }

    /// <summary>Reads the blocks that are ready, at most one round of the ring; false when there was none.</summary>
    private bool ReadBlocks()
    {
        int blocks = 0;
        while (blocks < _ring.BlockCount && _ring.TryTakeBlock())
        {
            while (_ring.TryRead(out CapturedFrame frame))
            {
                _captureNs = frame.TimestampNs;
                if (_decoder.TryDecode(frame, out TcpSegment segment))
                {
                    _pipeline.OnSegment(segment);
                }
            }

            _pipeline.OnTurn(_captureNs);
            _socket.Turn();
            blocks++;
        }

        return blocks > 0;
    }

    /// <summary>Nothing is ready: time goes on by the clock, less what the ring may still hold back, and never before what was seen.</summary>
    private void Idle() => _pipeline.OnTurn(Math.Max(_captureNs, NowNs() - _ringDelayNs));

    private void Housekeep()
    {
        if (_snapshotWanted)
        {
            _snapshotWanted = false;
            _ring.CountInto(_ledger);
            OnSnapshot?.Invoke(_ledger);
        }

        long now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_countedAt, now) >= StatisticsInterval)
        {
            _countedAt = now;
            _ring.CountInto(_ledger);
        }

        if (_time.GetElapsedTime(_ledgerAt, now) >= LedgerInterval)
        {
            _ledgerAt = now;
            _socket.SendLedger();
        }
    }

    private int Remaining(long begin, TimeSpan limit) => (int)(limit - _time.GetElapsedTime(begin)).TotalMilliseconds;

    private long NowNs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
