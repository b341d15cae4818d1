using System.Runtime.InteropServices;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// Where the mirror's exchanges go: records are written straight into a bounded buffer and sent when the loop comes round. Never blocks:
/// what does not fit, and what nobody is there to take, is dropped and counted.
/// </summary>
/// <remarks>Of one thread. Allocates nothing while a connection lasts.</remarks>
internal sealed class ExchangeSocket : IExchangeSink, IDisposable
{
    private static readonly TimeSpan ConnectInterval = TimeSpan.FromSeconds(1);

    /// <summary>Acknowledgements read in one turn, 4 KiB each: a peer that floods us must not keep the mirror from its ring.</summary>
    private const int MaxReadsPerTurn = 16;

    private readonly ExchangeSocketOptions _options;
    private readonly MirrorLedger _ledger;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly SendBuffer _buffer;
    private readonly TmeRecordReader _reader = new();
    private TmeLink? _link;
    private ulong _sentHere;
    private ulong _disposedHere;
    private long _refused;
    private long? _triedAt;
    private string? _said;

    /// <summary>Makes the sink; <see cref="Turn"/> connects it.</summary>
    /// <param name="options">Name, user and size.</param>
    /// <param name="ledger">Where every exchange is counted.</param>
    /// <param name="time">The clock for the next attempt to connect.</param>
    /// <param name="log">Takes a line when the connection comes, goes or is refused for another reason than before.</param>
    public ExchangeSocket(ExchangeSocketOptions options, MirrorLedger ledger, TimeProvider time, Action<string> log)
    {
        _options = options;
        _ledger = ledger;
        _time = time;
        _log = log;
        _buffer = new SendBuffer(options.BufferBytes);
    }

    /// <summary>To be waited for; null while there is no connection.</summary>
    public SafeHandle? Handle => _link?.Handle;

    /// <summary>Whether bytes wait to be sent.</summary>
    public bool HasPending => !_buffer.Pending.IsEmpty;

    /// <summary>Whether more than half of the buffer waits: tme does not keep up.</summary>
    public bool IsCrowded => _buffer.Pending.Length > _buffer.Capacity / 2;

    /// <summary>Bytes that were sent since the start: whether tme takes anything at all.</summary>
    public long SentBytes { get; private set; }

    /// <summary>Whether nothing is left to wait for: all is sent and acknowledged, or nobody is there.</summary>
    public bool IsSettled => _link is null || (_ledger[MirrorCounter.ExchangesInFlight] == 0 && !HasPending);

    /// <summary>Gives out, once, the settings that tme handed over last; null when there are none.</summary>
    public CaptureSettings? TakeSettings() => _reader.TakeSettings();

    /// <inheritdoc />
    public void OnExchange(in ExchangeRecord exchange)
    {
        long bytes = exchange.WireBytes;
        if (bytes > Math.Min(RecordFormat.MaxRecordBytes, _buffer.Capacity))
        {
            _ledger[MirrorCounter.ExchangesDroppedTooLarge]++;
        }
        else if (TryReserve((int)bytes, out Span<byte> room))
        {
            _buffer.Commit(exchange.Write(room));
            _sentHere++;
            _ledger[MirrorCounter.ExchangesSent]++;
            _ledger[MirrorCounter.ExchangesInFlight]++;
        }
        else
        {
            _ledger[_link is null ? MirrorCounter.ExchangesDroppedNoPeer : MirrorCounter.ExchangesDroppedSocketFull]++;
        }
    }

    /// <summary>Sends a snapshot of the ledger, if there is someone and room; the next one says the same and more.</summary>
    public void SendLedger()
    {
        if (TryReserve(RecordFormat.LedgerBytes, out Span<byte> room))
        {
            RecordFormat.WriteLedger(room, _ledger);
            _buffer.Commit(RecordFormat.LedgerBytes);
        }
    }

    /// <summary>What the loop does each time round: connects when it is time, takes acknowledgements, sends.</summary>
    public void Turn()
    {
        if (_link is null && (_triedAt is not { } triedAt || _time.GetElapsedTime(triedAt) >= ConnectInterval))
        {
            Connect();
        }

        if (!TryTakeAcknowledgements())
        {
            Lose();
        }

        Flush();
    }

    /// <summary>Ends the connection; what was not acknowledged is counted so.</summary>
    public void Dispose()
    {
        if (_link is not null)
        {
            Disconnect();
        }
    }

    private bool TryReserve(int bytes, out Span<byte> room)
    {
        room = default;
        if (_link is null)
        {
            return false;
        }

        if (_buffer.TryReserve(bytes, out room))
        {
            return true;
        }

        Flush();
        return _link is not null && _buffer.TryReserve(bytes, out room);
    }

    private void Connect()
    {
        _triedAt = _time.GetTimestamp();
        _link = TmeLink.TryConnect(_options.Name, _options.UserId, out string fault);
        Say(_link is null ? fault + "; exchanges are dropped and counted meanwhile" : $"connected to tme at the socket @{_options.Name}");
    }

    /// <summary>False when the connection is gone, or what came cannot be right.</summary>
    private bool TryTakeAcknowledgements()
    {
        for (int reads = 0; _link is not null && reads < MaxReadsPerTurn; reads++)
        {
            Span<byte> room = _reader.Room;
            if (!_link.TryReceive(room, out int received) || !_reader.TryTake(received) || _reader.Disposed > _sentHere)
            {
                return false;
            }

            CountRefused();
            long more = (long)(_reader.Disposed - _disposedHere);
            _disposedHere = _reader.Disposed;
            _ledger[MirrorCounter.ExchangesAcknowledged] += more;
            _ledger[MirrorCounter.ExchangesInFlight] -= more;
            if (received < room.Length)
            {
                return true;
            }
        }

        return true;
    }

    private void CountRefused()
    {
        long more = _reader.SettingsRefused - _refused;
        if (more > 0)
        {
            _refused += more;
            _ledger[MirrorCounter.SettingsRefused] += more;
            Say("settings of tme refused, those of before still hold: a record that cannot be right");
        }
    }

    private void Flush()
    {
        while (_link is not null && HasPending)
        {
            if (!_link.TrySend(_buffer.Pending, out int sent))
            {
                Lose();
                return;
            }

            if (sent == 0)
            {
                return;
            }

            _buffer.Take(sent);
            SentBytes += sent;
        }
    }

    /// <summary>The connection is gone, or of no use; what tme acknowledged before it went still counts.</summary>
    private void Lose()
    {
        _ = TryTakeAcknowledgements();
        long unacknowledged = _ledger[MirrorCounter.ExchangesInFlight];
        Disconnect();
        Say($"tme at the socket @{_options.Name} has gone, {unacknowledged} exchanges unacknowledged; exchanges are dropped and counted meanwhile");
    }

    private void Disconnect()
    {
        _link!.Dispose();
        _link = null;
        _buffer.Clear();
        _reader.Reset();
        _sentHere = 0;
        _disposedHere = 0;
        _ledger[MirrorCounter.ExchangesUnacknowledged] += _ledger[MirrorCounter.ExchangesInFlight];
        _ledger[MirrorCounter.ExchangesInFlight] = 0;
    }

    /// <summary>Says what has changed, and not the same each second.</summary>
    private void Say(string line)
    {
        if (line != _said)
        {
            _said = line;
            _log(line);
        }
    }
}
