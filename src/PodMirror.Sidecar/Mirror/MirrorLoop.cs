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

    /// <summary>In what steps a tme that does not keep up is waited for, to see the ring fill in time.</summary>
    private const int CatchUpStepMs = 10;

    /// <summary>How long a block may wait for tme: many time slices of a busy machine.</summary>
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromMilliseconds(200);
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
    private long _readToNs;
    private long _stuckAtBytes = -1;
    private long _drainBegin;
    private TimeSpan? _drainLimit;
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

    /// <summary>Takes settings that tme hands over; null where nobody does.</summary>
    public CaptureControl? Control { get; init; }

    /// <summary>Called on the loop's thread about once a second, while it runs.</summary>
    public Action? OnSecond { get; init; }

    private bool IsDrainOver => _drainLimit is { } limit && _time.GetElapsedTime(_drainBegin) >= limit;

    /// <summary>Captures until <see cref="Stop"/> is called.</summary>
    public void Run()
    {
        _countedAt = _time.GetTimestamp();
        _ledgerAt = _countedAt;
        _socket.Turn();
        while (!_stop)
        {
            bool read = ReadBlocks() > 0;
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
        _drainBegin = _time.GetTimestamp();
        _drainLimit = limit;
        ReadRest();
        _ring.CountInto(_ledger);
        _decoder.Finish();
        _pipeline.Finish();

        // A tme that ends at the same time reads this one, and not the last.
        _socket.SendLedger();
        _socket.Turn();
        while (!_socket.IsSettled && !IsDrainOver)
        {
            _ring.Poll(PendingPollMs, _socket.Handle, _socket.HasPending);
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

    /// <summary>Reads what entered before the ring was stopped, its last block included, which is handed over after the block time-out.</summary>
    private void ReadRest()
    {
        _ring.TryStop();
        int blockMs = (int)(_ringDelayNs / 1_000_000) + 1;

        // A whole ring, and as much again that may have entered before it was stopped.
        int left = 2 * _ring.BlockCount;
        do
        {
            for (int read; left > 0 && (read = ReadBlocks()) > 0; left -= read)
            {
                _socket.Turn();
            }
        }
        while (left > 0 && _ring.PollBlock(blockMs));
    }

    /// <summary>Reads the blocks that are ready, at most one round of the ring.</summary>
    /// <returns>How many there were.</returns>
    private int ReadBlocks()
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

            OnTurn(_captureNs);
            _socket.Turn();
            LetTmeCatchUp();
            blocks++;
        }

        return blocks;
    }

    /// <summary>
    /// When the buffer fills while half of the ring is free, packets are as well off in the ring, and tme may only want the processor that we
    /// are using: then the next block can wait a little. It never does when the ring fills, nor for a tme that takes nothing.
    /// </summary>
    private void LetTmeCatchUp()
    {
        if (!_socket.IsCrowded || _socket.SentBytes == _stuckAtBytes)
        {
            return;
        }

        long before = _socket.SentBytes;
        long begin = _time.GetTimestamp();
        while (_socket is { IsCrowded: true, Handle: { } handle }
            && !_ring.IsHalfFull && !IsDrainOver && _time.GetElapsedTime(begin) < CatchUpLimit)
        {
            _ring.PollWritable(CatchUpStepMs, handle);
            _socket.Turn();
        }

        _stuckAtBytes = _socket.SentBytes == before ? before : -1;
    }

    /// <summary>Nothing is ready: time goes on by the clock, less what the ring may still hold back, and never before what was seen.</summary>
    private void Idle() => OnTurn(Math.Max(_captureNs, UnixTime.NowNs(_time) - _ringDelayNs));

    private void OnTurn(long readToNs)
    {
        _readToNs = readToNs;
        _pipeline.OnTurn(readToNs);
    }

    private void Housekeep()
    {
        Control?.Turn(_socket.TakeSettings(), _readToNs);
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
            OnSecond?.Invoke();
        }

        if (_time.GetElapsedTime(_ledgerAt, now) >= LedgerInterval)
        {
            _ledgerAt = now;
            _socket.SendLedger();
        }
    }
}
