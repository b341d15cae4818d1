using Microsoft.Data.Sqlite;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Store;

/// <summary>
/// The one thread that writes: takes batches from the queue, commits them in transactions, holds the store's bounds, and settles every span it took
/// (stored, known already, or dropped with a reason). What cannot be written now stays in the queue.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan HousekeepingPeriod = TimeSpan.FromSeconds(5);
    private readonly StoreFile _file;
    private readonly StoreOptions _options;
    private readonly QueueConsumer _queue;
    private readonly AgentMetrics _metrics;
    private readonly IRowListener _listener;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreWriter> _log;
    private readonly StoreBatch _batch;
    private readonly StoreRates _rates;
    private readonly StoreMeasures _measures = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreSession? _session;
    private long _lastHousekeeping;
    private volatile string? _damage;
    private volatile string? _trouble;
    private volatile bool _isStopping;
    private volatile bool _isAbandoned;
    private bool _started;

    /// <summary>Joins the parts; <see cref="Start"/> opens the store.</summary>
    public StoreWriter(
        StoreFile file,
        StoreOptions options,
        QueueConsumer queue,
        AgentMetrics metrics,
        IRowListener listener,
        TimeProvider clock,
        ILogger<StoreWriter> log)
    {
        (_file, _options, _queue, _metrics, _listener, _clock, _log) = (file, options, queue, metrics, listener, clock, log);
        (_rates, _batch) = (new StoreRates(options.MaxSpansPerSecond, clock), new StoreBatch(queue));
    }

    /// <summary>What keeps the store from being written to; null while all is well.</summary>
    public string? Trouble => _session is null ? _trouble ?? "not open" : _trouble;

    /// <summary>Bytes of the file with its journal, as of the last batch or round of housekeeping.</summary>
    public long Bytes => _measures.Bytes;

    /// <summary>Rows, as of the last batch or round of housekeeping.</summary>
    public long Rows => _measures.Rows;

    /// <summary>Whether the store was open since the start: before, nothing is known of its rows.</summary>
    public bool WasOpen => _measures.AreTaken;

    /// <summary>The last id that was committed, as of the last batch.</summary>
    public long LastId => _measures.LastId;

    /// <summary>Grows when another file takes the place of a damaged one, whose ids begin anew.</summary>
    public long Files => _measures.Files;

    /// <summary>
    /// Opens the store and starts the thread. A store that cannot be opened now is tried again later: others need none. Throws when the directory
    /// cannot be used.
    /// </summary>
    public void Start()
    {
        try
        {
            Open();
        }
        catch (Exception fault) when (SqliteFile.MayPass(fault))
        {
            Fail(fault);
        }

        _started = true;
        new Thread(Run) { Name = "store", IsBackground = true }.Start();
    }

    /// <summary>A reader met a damaged page; the thread sets the file aside.</summary>
    public void ReportDamage(string message) => _damage = message;

    /// <summary>Writes what is in the queue, which takes nothing more. When the token ends first, what is left stays there.</summary>
    public async Task DrainAsync(CancellationToken grace)
    {
        _isStopping = true;
        await using (grace.Register(() => _isAbandoned = true))
        {
            await _ended.Task;
        }
    }

    /// <summary>Ends the thread without waiting for the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        _isAbandoned = true;
        if (_started)
        {
            await DrainAsync(CancellationToken.None);
        }

        _session?.Dispose();
    }

    private bool IsDrained => _isStopping && (_queue.Spans == 0 || Trouble is not null);

    private void Run()
    {
        while (!_isAbandoned && !IsDrained)
        {
            // In trouble, what is held is tried again once housekeeping has found the store to work, or has opened it.
            if (_trouble is null && _session is not null && (_batch.Count > 0 || _batch.TryTake()))
            {
                Guard(Write);
            }
            else
            {
                _queue.Wait(IdleWait);
            }

            if (_damage is { } damage)
            {
                Replace(damage);
            }

            if (_clock.GetElapsedTime(_lastHousekeeping) >= HousekeepingPeriod)
            {
                Guard(Housekeep);
            }
        }

        Close();
        _ended.SetResult();
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }

    private void Write()
    {
        StoreSession session = _session!;
        long settledBefore = session.Settled;
        try
        {
            Write(session);
        }
        catch
        {
            _batch.Settled += session.Settled - settledBefore;
            throw;
        }

        // First what is there, then that nothing waits: who asks for both finds them to agree.
        _measures.Take(session);
        _batch.Settle();
    }

    private void Write(StoreSession session)
    {
        session.Begin(_batch.Settled);
        int taken = 0;
        do
        {
            foreach (Payload payload in _batch[taken].Payloads)
            {
                var visitor = new StoreVisitor(session, _rates, NowNs());
                TraceRequest.Walk(payload.Bytes.Span, ref visitor, out _);
            }

            taken++;
        }
        while (taken < _batch.Count || (!session.IsFull && _batch.Bytes < StoreLimits.MaxTransactionBytes && _batch.TryTake()));
        session.Commit();
    }

    private void Housekeep()
    {
        if (_session is null)
        {
            Open();
        }

        StoreRetention retention = _session!.Retention;
        bool more = retention.ExpireByAge(NowNs());
        retention.MakeRoom();
        more |= retention.Shrink();
        _lastHousekeeping = more ? 0 : _clock.GetTimestamp();
    }

    /// <summary>Runs a step; a fault of the database is reported once, and never ends the thread.</summary>
    private void Guard(Action step)
    {
        try
        {
            step();
            if (_trouble is not null && _session is not null)
            {
                _trouble = null;
                StoreLog.Recovered(_log);
            }
        }
        catch (SqliteException fault) when (SqliteFile.IsDamage(fault))
        {
            _damage = fault.Message;
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            Fail(fault);
        }

        if (_session is { } session && _trouble is null && _damage is null)
        {
            _measures.Take(session);
        }
    }

    private void Fail(Exception fault)
    {
        if (_trouble is null)
        {
            StoreLog.Failing(_log, fault.Message);
        }

        _trouble = fault.Message;
        Undo();
        _lastHousekeeping = _clock.GetTimestamp();
        if (fault is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG })
        {
            // No second attempt would end differently.
            _metrics.SpansDropped.Add(StoreDropReason.StoreError, _batch.Open);
            _batch.Settle();
        }
    }

    private void Undo()
    {
        try
        {
            _session?.Rollback();
        }
        catch (SqliteException)
        {
            // The connection is of no use any more; housekeeping opens another.
            Close();
        }
    }

    /// <summary>Puts a new file in place of a damaged one.</summary>
    private void Replace(string damage)
    {
        _damage = null;
        _metrics.SpansExpired.Add(ExpiryReason.SetAside, _session?.Retention.Rows ?? 0);
        _listener.OnRolledBack();
        Close();
        Guard(() =>
        {
            _file.SetAside(damage);
            StoreLog.SetAside(_log, _file.SetAsideReport!);
            _measures.Begin();
            Open();
        });
    }

    private void Open()
    {
        _session = new StoreSession(_file, _options, _metrics, _listener);
        if (_file.SetAsideReport is { } report)
        {
            _measures.Begin();
            StoreLog.SetAside(_log, report);
        }

        _measures.Take(_session);
    }

    private long NowNs() => UnixTime.Nanoseconds(_clock.GetUtcNow());
}
