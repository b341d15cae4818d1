using Microsoft.Data.Sqlite;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Store;

/// <summary>
/// The one thread that writes: takes requests from the queue, commits them in batches, holds the store's bounds, and settles every span it took
/// (stored, known already, or dropped with a reason) whatever happens.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan HousekeepingPeriod = TimeSpan.FromSeconds(5);
    private readonly StoreFile _file;
    private readonly StoreOptions _options;
    private readonly IngestQueue _queue;
    private readonly AgentMetrics _metrics;
    private readonly IRowListener _listener;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreWriter> _log;
    private readonly List<IngestItem> _batch = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreSession? _session;
    private long _lastHousekeeping;
    private volatile string? _damage;
    private volatile string? _trouble;
    private volatile bool _abandoned;
    private bool _started;
    private long _bytes;
    private long _rows;

    /// <summary>Joins the parts; <see cref="Start"/> opens the store.</summary>
    public StoreWriter(
        StoreFile file,
        StoreOptions options,
        IngestQueue queue,
        AgentMetrics metrics,
        IRowListener listener,
        TimeProvider clock,
        ILogger<StoreWriter> log)
    {
        (_file, _options, _queue, _metrics, _listener, _clock, _log) = (file, options, queue, metrics, listener, clock, log);
    }

    /// <summary>What keeps the store from being written to; null while all is well.</summary>
    public string? Trouble => _session is null ? _trouble ?? "not open" : _trouble;

    /// <summary>Bytes of the file with its journal, as of the last batch or round of housekeeping.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Rows, as of the last batch or round of housekeeping.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Opens the store and starts the thread. Throws when the directory cannot be used.</summary>
    public void Start()
    {
        Open();
        _started = true;
        new Thread(Run) { Name = "store", IsBackground = true }.Start();
    }

    /// <summary>A reader met a damaged page; the thread sets the file aside.</summary>
    public void ReportDamage(string message) => _damage = message;

    /// <summary>Closes the queue and writes what is in it. When the token ends first, what is left is dropped and counted.</summary>
    public async Task DrainAsync(CancellationToken grace)
    {
        _queue.Close();
        await using (grace.Register(() => _abandoned = true))
        {
            await _ended.Task;
        }
    }

    /// <summary>Ends the thread without waiting for the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        _abandoned = true;
        if (_started)
        {
            await DrainAsync(CancellationToken.None);
        }

        _session?.Dispose();
    }

    private void Run()
    {
        while (!_queue.IsDrained && !_abandoned)
        {
            if (_queue.TryTake(out IngestItem? item, IdleWait))
            {
                Guard(() => Write(item));
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

        while (_queue.TryTake(out IngestItem? item, TimeSpan.Zero))
        {
            Settle([item], item.Payload.Spans, StoreDropReason.Shutdown);
        }

        _session?.Dispose();
        _session = null;
        _ended.SetResult();
    }

    private void Write(IngestItem first)
    {
        long taken = 0;
        long settledBefore = _session?.Settled ?? 0;
        StoreSession? session = _session;
        try
        {
            IngestItem? item = first;
            do
            {
                _batch.Add(item);
                taken += item.Payload.Spans;
                if (_batch.Count == 1)
                {
                    session?.Begin();
                }

                if (session is not null)
                {
                    var visitor = new StoreVisitor(session, NowNs());
                    TraceRequest.Walk(item.Payload.Bytes.Span, ref visitor, out _);
                }
            }
            while (session?.IsFull == false && _queue.TryTake(out item, TimeSpan.Zero));
            session?.Commit();
        }
        finally
        {
            long dropped = taken - ((session?.Settled ?? 0) - settledBefore);
            Settle(_batch, dropped, StoreDropReason.StoreError);
            _batch.Clear();
        }
    }

    private void Settle(List<IngestItem> items, long dropped, StoreDropReason reason)
    {
        _metrics.SpansDropped.Add(reason, dropped);
        foreach (IngestItem item in items)
        {
            _queue.Settle(item.Payload.Spans);
            item.Lease.GiveBack();
            item.Payload.Release();
        }
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

    /// <summary>Runs a step; a fault of the database is counted, reported once, and never ends the thread.</summary>
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
        catch (SqliteException fault) when (StoreFile.IsDamage(fault))
        {
            _damage = fault.Message;
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            if (_trouble is null)
            {
                StoreLog.Failing(_log, fault.Message);
            }

            _trouble = fault.Message;
            Undo();
            _lastHousekeeping = _clock.GetTimestamp();
        }

        if (_session is { } session && _trouble is null && _damage is null)
        {
            Interlocked.Exchange(ref _bytes, session.Retention.Bytes);
            Interlocked.Exchange(ref _rows, session.Retention.Rows);
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
            _session?.Dispose();
            _session = null;
        }
    }

    /// <summary>Puts a new file in place of a damaged one.</summary>
    private void Replace(string damage)
    {
        _damage = null;
        _metrics.SpansExpired.Add(ExpiryReason.SetAside, _session?.Retention.Rows ?? 0);
        _listener.OnRolledBack();
        _session?.Dispose();
        _session = null;
        Guard(() =>
        {
            _file.SetAside(damage);
            StoreLog.SetAside(_log, _file.SetAsideReport!);
            Open();
        });
    }

    private void Open()
    {
        _session = new StoreSession(_file, _options, _metrics, _listener);
        if (_file.SetAsideReport is { } report)
        {
            StoreLog.SetAside(_log, report);
        }

        Interlocked.Exchange(ref _bytes, _session.Retention.Bytes);
        Interlocked.Exchange(ref _rows, _session.Retention.Rows);
    }

    private long NowNs() => UnixTime.Nanoseconds(_clock.GetUtcNow());
}
