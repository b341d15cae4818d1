using Microsoft.Data.Sqlite;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>
/// What was received and is not yet everywhere it goes, on the disk: a batch is acknowledged when it is there, and stays until every destination
/// is done with it. One thread owns the file; whoever appends, takes or settles meets it at <see cref="Lock"/> and never waits for a disk there.
/// docs/queue.md tells constraints, format, write, read and acknowledge.
/// </summary>
internal sealed class DurableQueue : IAsyncDisposable
{
    private readonly QueueOpener _opener;
    private readonly ByteBudget _budget;
    private readonly TimeProvider _clock;
    private readonly QueueTrouble _trouble;
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<QueueConsumer> _consumers = [];
    private readonly List<PendingAppend> _taken = [];
    private readonly PendingAppends _pending = new();
    private QueueSession? _session;
    private long _lastCommit;
    private long _lastHousekeeping;
    private long _fileBytes;
    private bool _started;
    private bool _closed;

    /// <summary>Joins the parts; <see cref="Start"/> opens the file.</summary>
    /// <param name="directory">Where the file is; null to keep the queue in memory.</param>
    /// <param name="destinations">Who gets every batch; one at least.</param>
    /// <param name="budget">Of received bytes: the newest batches stay in memory while half of it is free.</param>
    /// <param name="clock">For ages and waits.</param>
    /// <param name="log">For changes of state.</param>
    public DurableQueue(string? directory, IEnumerable<DestinationOptions> destinations, ByteBudget budget, TimeProvider clock, ILogger log)
    {
        (_budget, _clock, Clock) = (budget, clock, new QueueClock(clock));
        _trouble = new QueueTrouble(clock, log);
        _opener = new QueueOpener(this, new QueueFile(directory, clock, log), log);
        _consumers.AddRange(destinations.Select(destination => new QueueConsumer(this, destination)));
    }

    /// <summary>The destinations, in the order that they were given in.</summary>
    public IReadOnlyList<QueueConsumer> Consumers => _consumers;

    /// <summary>True where batches outlive the process.</summary>
    public bool IsDurable => _opener.File.IsDurable;

    /// <summary>What keeps the queue from being written to; null while all is well.</summary>
    public string? Trouble => _trouble.Reason;

    /// <summary>Bytes of the file and its journal, as of the last second.</summary>
    public long FileBytes => Interlocked.Read(ref _fileBytes);

    /// <summary>Guards what destinations and the thread share; held for moments, never across I/O.</summary>
    internal Lock Lock { get; } = new();

    /// <summary>The time of batches.</summary>
    internal QueueClock Clock { get; }

    /// <summary>The newest batches in memory. Under the lock.</summary>
    internal TailCache Cache { get; } = new();

    /// <summary>The newest batch that is on the disk. Changed under the lock and by the thread only.</summary>
    internal long Tail { get; set; }

    /// <summary>Opens the file and starts the thread. Throws when the directory cannot be used.</summary>
    public void Start()
    {
        _session = _opener.Open();
        _trouble.OnOpened();
        _started = true;
        new Thread(Run) { Name = "queue", IsBackground = true }.Start();
    }

    /// <summary>
    /// Queues a batch for every destination; ends when it is on the disk, or cannot be. The queue has a hold of the payload of its own.
    /// </summary>
    public Task<AppendVerdict> AppendAsync(Payload payload)
    {
        (byte[] body, int length) = BatchCodec.Compress(payload.Bytes.Span);
        payload.Hold();
        var append = new PendingAppend(payload, body, length);
        if (Refuse(append) is { } verdict)
        {
            append.Settle(verdict);
        }
        else
        {
            Wake();
        }

        return append.Verdict;
    }

    /// <summary>Takes nothing more, writes what is on its way and what the destinations have done, and closes the file.</summary>
    public async Task StopAsync()
    {
        lock (Lock)
        {
            _closed = true;
        }

        Wake();
        if (_started)
        {
            await _ended.Task;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        while (Cache.Count > 0)
        {
            Cache.RemoveOldest();
        }

        _session?.Dispose();
        _consumers.ForEach(consumer => consumer.Dispose());
        _wake.Dispose();
    }

    /// <summary>There is something for the thread to do.</summary>
    internal void Wake() => _wake.Set();

    /// <summary>A batch is on the disk. Under the lock.</summary>
    internal void OnCommitted(BatchHead head, Payload payload)
    {
        Tail = head.Id;
        _pending.OnSettled(head.Bytes);
        Cache.Add(head, payload);
        _consumers.ForEach(consumer => consumer.OnAppended(head));
    }

    /// <summary>Lets go of what every destination has taken, and of the oldest while memory is short. Under the lock.</summary>
    internal void Evict()
    {
        long next = _consumers.Min(consumer => consumer.Next);
        while (Cache.Count > 0 && (Cache.First < next || _budget.Used > _budget.Limit / 2))
        {
            Cache.RemoveOldest();
        }
    }

    private AppendVerdict? Refuse(PendingAppend append)
    {
        lock (Lock)
        {
            if (_closed)
            {
                return AppendVerdict.Closed;
            }

            bool hasRoom = _consumers.TrueForAll(consumer => consumer.HasRoom(_pending.Bytes + append.Body.Length));
            if (!hasRoom)
            {
                return AppendVerdict.Full;
            }

            _pending.Add(append);
            return null;
        }
    }

    private void Run()
    {
        bool ending = false;
        while (!ending)
        {
            _wake.WaitOne(WaitFor());
            ending = TakePending();
            if (_taken.Count > 0 || HasDeletesLeft || (IsAnyDirty() && (ending || IsDue(_lastCommit, SettleDelay))))
            {
                Guard(session =>
                {
                    session.Commit(_taken);
                    _trouble.OnWritten();
                });
                _lastCommit = _clock.GetTimestamp();
            }

            foreach (QueueConsumer consumer in _consumers)
            {
                Guard(session => session.Load(consumer));
            }

            if (IsDue(_lastHousekeeping, QueueLimits.HousekeepingPeriod))
            {
                Housekeep();
            }

            _trouble.Review();
        }

        _session?.Dispose();
        _session = null;
        _ended.SetResult();
    }

    // A file in trouble is not tried all the time.
    private bool HasDeletesLeft => Trouble is null && _session?.HasDeletesLeft == true;

    private TimeSpan SettleDelay => Trouble is null ? QueueLimits.SettleDelay : QueueLimits.HousekeepingPeriod;

    private bool IsDue(long last, TimeSpan period) => _clock.GetElapsedTime(last) >= period;

    private TimeSpan WaitFor()
    {
        if (HasDeletesLeft)
        {
            return TimeSpan.Zero;
        }

        return IsAnyDirty() ? SettleDelay : QueueLimits.HousekeepingPeriod;
    }

    /// <summary>Takes over what a transaction may hold of what is on its way; true when the queue is closed and this is the last of it.</summary>
    private bool TakePending()
    {
        lock (Lock)
        {
            _pending.MoveTo(_taken);
            if (!_pending.IsEmpty)
            {
                Wake();
            }

            return _closed && _pending.IsEmpty;
        }
    }

    private bool IsAnyDirty()
    {
        lock (Lock)
        {
            return _consumers.Exists(consumer => consumer.IsDirty);
        }
    }

    private void Housekeep()
    {
        _lastHousekeeping = _clock.GetTimestamp();
        Guard(session => Interlocked.Exchange(ref _fileBytes, session.Housekeep() + _opener.File.JournalBytes()));
    }

    /// <summary>
    /// Runs a step; a fault of the database is reported once and never ends the thread. What was to be written is written into a new file when the
    /// old one is damaged, and else its senders are told to come back.
    /// </summary>
    private void Guard(Action<QueueSession> step)
    {
        try
        {
            try
            {
                step(_session ??= _opener.Reopen());
            }
            catch (SqliteException fault) when (SqliteFile.IsDamage(fault) && IsDurable)
            {
                _session?.Dispose();
                _session = null;
                _session = _opener.Replace(fault.Message);
                step(_session);
            }

        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            Fail(fault.Message);
        }
    }

    private void Fail(string reason)
    {
        _trouble.OnFault(reason);
        lock (Lock)
        {
            // There is something to try the file with.
            _consumers.ForEach(consumer => consumer.IsDirty = true);
            _pending.OnSettled(_taken.Sum(append => (long)append.Body.Length));
        }

        _taken.ForEach(append => append.Settle(AppendVerdict.Unwritable));
        _taken.Clear();
        try
        {
            _session?.Rollback();
        }
        catch (SqliteException)
        {
            // The connection is of no use any more; the next step opens another.
            _session?.Dispose();
            _session = null;
        }
    }
}
