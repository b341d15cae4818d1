using System.Net.Sockets;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tme;

/// <summary>One mirror's connection: a thread that reads records and sends acknowledgements.</summary>
/// <remarks>
/// A thread of its own, and not the thread pool: a blocking read costs one system call, and after a small read the thread waits for
/// <see cref="Gathering"/>, so that a busy mirror's exchanges are read many at a time.
/// </remarks>
internal sealed class MirrorConnection : IExchangeOrigin, IDisposable
{
    /// <summary>
    /// How long bytes gather in the kernel before the next read: at 4000 exchanges a second twenty, a fifth of what a socket holds, and no
    /// person sees the delay.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    /// <summary>How long one read waits: acknowledgements of quiet times go out this late.</summary>
    private const int ReadTimeoutMs = 100;

    /// <summary>How long an acknowledgement may wait for room: a mirror that reads none in this time is gone or broken.</summary>
    private const int SendTimeoutMs = 1000;

    /// <summary>A read of more than this means that more is waiting, which must not be kept waiting.</summary>
    private const int LargeReadBytes = 64 * 1024;

    /// <summary>Reads without a byte, while draining, after which the mirror has nothing more to say: a second.</summary>
    private const int QuietReads = 10;

    private readonly Socket _socket;
    private readonly SpanCollector _collector;
    private readonly SettingsOffer _offer;
    private readonly ManualResetEventSlim _draining;
    private readonly Action<string> _log;
    private readonly Thread _thread;
    private readonly RecordBuffer _buffer = new();
    private readonly byte[] _acknowledgement = new byte[RecordFormat.AcknowledgementBytes];
    private byte[]? _offered;
    private long _disposed;
    private long _acknowledged;
    private volatile bool _isAborted;

    /// <summary>Takes a connection over; <see cref="Start"/> begins to read.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="collector">Takes the records.</param>
    /// <param name="offer">What the mirror is to capture.</param>
    /// <param name="draining">Set when tme is about to end.</param>
    /// <param name="log">Takes a line for people.</param>
    internal MirrorConnection(Socket socket, SpanCollector collector, SettingsOffer offer, ManualResetEventSlim draining, Action<string> log)
    {
        _socket = socket;
        _collector = collector;
        _offer = offer;
        _draining = draining;
        _log = log;
        socket.ReceiveTimeout = ReadTimeoutMs;
        socket.SendTimeout = SendTimeoutMs;
        _thread = new Thread(Read) { IsBackground = true, Name = "mirror" };
    }

    /// <summary>Called once, when the mirror is gone or has nothing more to say.</summary>
    internal Action<MirrorConnection>? OnEnd { get; init; }

    /// <summary>Begins to read.</summary>
    internal void Start() => _thread.Start();

    /// <summary>Waits for the reading to end, which it does by itself when draining; at the end of the time it is broken off.</summary>
    internal void Join(TimeSpan time)
    {
        if (!_thread.Join(time))
        {
            _isAborted = true;
            _thread.Join();
        }
    }

    /// <inheritdoc />
    public void OnDisposed(int exchanges) => Interlocked.Add(ref _disposed, exchanges);

    /// <summary>Says how many exchanges are done with, if it is more than before. Only while nobody reads.</summary>
    internal bool TryAcknowledge()
    {
        long disposed = Interlocked.Read(ref _disposed);
        if (disposed == _acknowledged)
        {
            return true;
        }

        RecordFormat.WriteAcknowledgement(_acknowledgement, (ulong)disposed);
        _socket.Send(_acknowledgement, SocketFlags.None, out SocketError error);
        _acknowledged = disposed;
        return error == SocketError.Success;
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    // Whole or not at all: a mirror that has no room for 300 bytes in a second is gone or broken.
    private bool TryOffer()
    {
        byte[]? record = _offer.Record;
        if (ReferenceEquals(record, _offered))
        {
            return true;
        }

        _offered = record;
        return _socket.Send(record, SocketFlags.None, out SocketError error) == record!.Length && error == SocketError.Success;
    }

    private void Read()
    {
        int quietReads = 0;
        while (!_isAborted && !(_draining.IsSet && quietReads >= QuietReads))
        {
            int received = _socket.Receive(_buffer.Room.Span, SocketFlags.None, out SocketError error);
            bool isQuiet = error is SocketError.TimedOut or SocketError.WouldBlock;
            if (!isQuiet && (error != SocketError.Success || received == 0))
            {
                break;
            }

            quietReads = isQuiet ? quietReads + 1 : 0;
            if (!isQuiet && !TryTake(received))
            {
                _collector.Count(TmeCounter.ConnectionsRejected);
                _log("what a mirror sent is no record of this version; the connection is closed");
                break;
            }

            if (!TryAcknowledge() || !TryOffer())
            {
                break;
            }

            if (!isQuiet && received < LargeReadBytes)
            {
                _draining.Wait(Gathering);
            }
        }

        OnEnd?.Invoke(this);
    }

    private bool TryTake(int received)
    {
        _buffer.Commit(received);
        _collector.Count(TmeCounter.BytesReceived, received);
        while (true)
        {
            RecordStatus status = _buffer.TryTake(out RecordKind kind, out ReadOnlySpan<byte> body);
            if (status != RecordStatus.Complete)
            {
                return status == RecordStatus.NeedMore;
            }

            if (kind == RecordKind.Exchange)
            {
                _collector.Add(body, this);
            }
            else if (kind == RecordKind.Ledger)
            {
                _collector.TakeLedger(body);
            }
        }
    }
}
