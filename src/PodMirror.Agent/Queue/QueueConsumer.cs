using System.Diagnostics.CodeAnalysis;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Queue;

/// <summary>
/// One destination's view of the queue: takes batches in their order, and settles each once the destination is done with it, whatever became of
/// it. One thread or task takes; any may settle.
/// </summary>
internal sealed class QueueConsumer : IDisposable
{
    private readonly DurableQueue _queue;
    private readonly ConsumerSignal _signal = new();
    private readonly QueueTally _tally = new();
    private List<StoredBatch>? _loaded;
    private long _oldestNs = long.MaxValue;
    private bool _isPaused;

    /// <summary>Joins a destination to a queue; <see cref="Restore"/> follows when the file is open.</summary>
    public QueueConsumer(DurableQueue queue, DestinationOptions options) => (_queue, Options) = (queue, options);

    /// <summary>The destination's share.</summary>
    public DestinationOptions Options { get; }

    /// <summary>Spans that wait or are taken and not settled.</summary>
    public long Spans => _tally.Spans;

    /// <summary>Their bytes on the disk.</summary>
    public long Bytes => _tally.Bytes;

    /// <summary>How long the oldest batch has waited, as of the last second; zero when none does.</summary>
    public TimeSpan OldestAge
    {
        get
        {
            long oldest = Interlocked.Read(ref _oldestNs);
            return oldest == long.MaxValue ? TimeSpan.Zero : Age(oldest);
        }
    }

    /// <summary>Spans that the queue let go of.</summary>
    public ReasonCounters<QueueDropReason> Dropped { get; } = new();

    /// <summary>Told of each such loss, with the queue's lock held: it may count, and nothing else.</summary>
    public Action<QueueDropReason, long>? OnDropped { get; set; }

    /// <summary>What is done. For the queue, under its lock.</summary>
    internal Cursor Cursor { get; private set; } = new(0);

    /// <summary>The next batch to hand out. For the queue, under its lock.</summary>
    internal long Next { get; private set; }

    /// <summary>True while the consumer waits for batches from the file. For the queue, under its lock.</summary>
    internal bool WantsRead { get; private set; }

    /// <summary>How many bytes it wants then. For the queue, under its lock.</summary>
    internal long WantedBytes { get; private set; }

    /// <summary>True while the cursor is not written down as it is. For the queue, under its lock.</summary>
    internal bool IsDirty { get; set; } = true;

    /// <summary>How far the file says that it is, once the open transaction is committed. For the queue's thread.</summary>
    internal long SavedTo { get; set; }

    /// <summary>How long ago a batch came.</summary>
    public TimeSpan Age(long receivedNs) => TimeSpan.FromTicks(Math.Max(0, _queue.Clock.NowNs - receivedNs) / TimeSpan.NanosecondsPerTick);

    /// <summary>Takes what comes next, up to so many bytes, one batch at least; false when there is nothing at hand, and then wait.</summary>
    public bool TryTake(long maxBytes, [NotNullWhen(true)] out Delivery? delivery)
    {
        List<StoredBatch>? loaded;
        lock (_queue.Lock)
        {
            if (_isPaused)
            {
                delivery = null;
                return false;
            }

            Next = Cursor.FirstOpen(Next);
            loaded = _loaded;
            _loaded = null;
            if (loaded is null)
            {
                delivery = TakeCached(maxBytes);
                return delivery is not null;
            }

            SkipTo(loaded[0].Head.Id);
            Advance(loaded[^1].Head.Id, loaded.Sum(batch => batch.Head.Bytes), loaded.Sum(batch => (long)batch.Head.Spans));
        }

        delivery = Open(loaded);
        return delivery is not null;
    }

    /// <summary>Waits until there may be something to take.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _signal.WaitAsync(cancellation);

    /// <summary>Waits until there may be something to take, at most so long.</summary>
    public void Wait(TimeSpan atMost) => _signal.Wait(atMost);

    /// <summary>The destination is done with these batches: they are never delivered again, and their bytes are let go.</summary>
    public void Settle(Delivery delivery)
    {
        delivery.Release();
        lock (_queue.Lock)
        {
            Settle(delivery.First, delivery.Last);
            _tally.Settle(delivery.Bytes, delivery.Spans);
        }

        _queue.Wake();
    }

    /// <summary>The process ends and the batches are only in its memory: whatever is not settled is lost, and counted.</summary>
    public void DropRest()
    {
        lock (_queue.Lock)
        {
            Drop(QueueDropReason.Shutdown, _tally.Spans);
            _tally.AddWaiting(-_tally.Bytes, -_tally.Spans);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unload();
        _signal.Dispose();
    }

    /// <summary>Whether so many bytes more may be queued. For the queue, under its lock.</summary>
    internal bool HasRoom(long bytes) => Options.Full != FullPolicy.Refuse || Bytes + bytes <= Options.MaxBytes;

    /// <summary>Begins where the file says. For the queue, before anything is taken.</summary>
    internal void Restore(Cursor cursor, long waitingBytes, long waitingSpans)
    {
        (Cursor, Next, IsDirty) = (cursor, cursor.DoneTo + 1, true);
        _tally.SetWaiting(waitingBytes, waitingSpans);
    }

    /// <summary>What waits was found to be this much; the rest is lost. For the queue, under its lock, after its file was replaced.</summary>
    internal void Recount(long waitingBytes, long waitingSpans)
    {
        long lost = _tally.SetWaiting(waitingBytes, waitingSpans) - waitingSpans;
        IsDirty = true;
        Unload();
        Drop(QueueDropReason.Damaged, Math.Max(0, lost));
    }

    /// <summary>Nothing may be taken from now on, or may be again. For the queue, under its lock.</summary>
    internal void Pause(bool isPaused)
    {
        _isPaused = isPaused;
        _signal.Set();
    }

    /// <summary>A batch was committed. For the queue, under its lock.</summary>
    internal void OnAppended(BatchHead head)
    {
        _tally.AddWaiting(head.Bytes, head.Spans);
        _signal.Set();
    }

    /// <summary>Batches up to the given one were read from the file for this consumer. For the queue, under its lock.</summary>
    internal void OnLoaded(List<StoredBatch> batches, long last)
    {
        WantsRead = false;
        if (batches.Count == 0 || batches[0].Head.Id < Next)
        {
            // The oldest were dropped in the meantime, or there is a gap; the next attempt tells.
            batches.ForEach(batch => batch.Release());
            SkipTo(batches.Count == 0 ? Math.Min(_queue.Cache.First, last + 1) : 0);
        }
        else
        {
            _loaded = batches;
        }

        _signal.Set();
    }

    /// <summary>Lets go of a waiting batch. For the queue, under its lock, for the next one to hand out.</summary>
    internal void DropNext(BatchHead head, QueueDropReason reason)
    {
        Unload();
        SkipTo(head.Id);
        if (Cursor.FirstOpen(head.Id) == head.Id)
        {
            _tally.AddWaiting(-head.Bytes, -head.Spans);
            Settle(head.Id, head.Id);
            Drop(reason, head.Spans);
        }

        Next = head.Id + 1;
    }

    /// <summary>When the oldest batch came that waits; null for none. For the queue.</summary>
    internal void SetOldest(long? receivedNs) => Interlocked.Exchange(ref _oldestNs, receivedNs ?? long.MaxValue);

    private Delivery? TakeCached(long maxBytes)
    {
        if (Next > _queue.Tail)
        {
            // Nothing is left. Where a damaged file said otherwise, what it spoke of is lost.
            Drop(QueueDropReason.Damaged, _tally.SetWaiting(0, 0));
            return null;
        }

        if (Next < _queue.Cache.First)
        {
            (WantsRead, WantedBytes) = (true, maxBytes);
            _queue.Wake();
            return null;
        }

        Delivery delivery = _queue.Cache.Take(Next, Cursor.LastOpen(Next), maxBytes);
        Advance(delivery.Last, delivery.Bytes, delivery.Spans);
        _queue.Evict();
        return delivery;
    }

    /// <summary>Decompresses what was read; null when nothing of it could be, and then all of it is settled.</summary>
    private Delivery? Open(List<StoredBatch> batches)
    {
        var heads = new List<BatchHead>(batches.Count);
        var payloads = new List<Payload>(batches.Count);
        foreach (StoredBatch batch in batches)
        {
            if (BatchCodec.Decompress(batch) is { } payload)
            {
                heads.Add(batch.Head);
                payloads.Add(payload);
            }
            else
            {
                DropTaken(batch.Head);
            }

            batch.Release();
        }

        return heads.Count == 0 ? null : new Delivery(heads, payloads);
    }

    private void DropTaken(BatchHead head)
    {
        lock (_queue.Lock)
        {
            Settle(head.Id, head.Id);
            _tally.Settle(head.Bytes, head.Spans);
            Drop(QueueDropReason.Damaged, head.Spans);
            _signal.Set();
        }
    }

    private void Advance(long last, long bytes, long spans)
    {
        Next = last + 1;
        _tally.Take(bytes, spans);
    }

    /// <summary>Nothing is there up to the given batch, and never will be: it must not hold up the deletion of what is behind it.</summary>
    private void SkipTo(long next)
    {
        if (Next < next)
        {
            Settle(Next, next - 1);
            Next = next;
        }
    }

    /// <summary>What was read for the consumer and not yet taken is read again when it wants it.</summary>
    private void Unload()
    {
        _loaded?.ForEach(batch => batch.Release());
        _loaded = null;
    }

    private void Settle(long first, long last)
    {
        Cursor.Settle(first, last);
        IsDirty = true;
    }

    private void Drop(QueueDropReason reason, long spans)
    {
        if (spans > 0)
        {
            Dropped.Add(reason, spans);
            OnDropped?.Invoke(reason, spans);
        }
    }
}
