namespace PodMirror.Agent.Queue;

/// <summary>One open file of the queue, for its one thread: a transaction writes, and the destinations' reads are served in between.</summary>
internal sealed class QueueSession : IDisposable
{
    private readonly DurableQueue _queue;
    private readonly QueueTable _table;
    private readonly int _destinations;
    private long _deletedTo;
    private bool _isTailSaved;

    /// <summary>Takes over the table.</summary>
    public QueueSession(DurableQueue queue, QueueTable table)
    {
        (_queue, _table) = (queue, table);
        _destinations = queue.Consumers.Select(consumer => consumer.Options.Name).Distinct().Count();
        _deletedTo = table.Ends().First is { Id: > 0 } first ? first.Id - 1 : queue.Tail;
    }

    /// <summary>True while batches that nobody waits for are still in the file.</summary>
    public bool HasDeletesLeft { get; private set; }

    /// <summary>
    /// One transaction: new batches, what the destinations have done, and the deletion of what nobody waits for. When it returns all of it is on the
    /// disk, and the new batches are there to be taken.
    /// </summary>
    public void Commit(List<PendingAppend> appends)
    {
        var saved = new List<(QueueConsumer Consumer, CursorState State)>();
        try
        {
            _table.Begin(appends.Count > 0);
            List<BatchHead> heads = Insert(appends);
            long incoming = heads.Sum(head => head.Bytes);
            foreach (QueueConsumer consumer in _queue.Consumers)
            {
                MakeRoom(consumer, incoming);
            }

            SaveCursors(saved);
            SaveTail(heads);
            long deletedTo = Delete();
            _table.Commit();
            (_deletedTo, _isTailSaved) = (deletedTo, true);
            Publish(heads, appends);
        }
        catch
        {
            lock (_queue.Lock)
            {
                saved.ForEach(cursor => cursor.Consumer.IsDirty = true);
            }

            throw;
        }
    }

    /// <summary>Takes an open transaction back.</summary>
    public void Rollback() => _table.Rollback();

    /// <summary>Reads for a destination that has fallen behind what is in memory.</summary>
    public void Load(QueueConsumer consumer)
    {
        long first;
        long last;
        lock (_queue.Lock)
        {
            if (!consumer.WantsRead)
            {
                return;
            }

            first = consumer.Next;
            last = Math.Min(consumer.Cursor.LastOpen(first), _queue.Tail);
        }

        List<StoredBatch> batches = _table.Read(first, last, consumer.WantedBytes);
        lock (_queue.Lock)
        {
            consumer.OnLoaded(batches, last);
        }
    }

    /// <summary>Lets go of what has waited too long, and of space that is not needed; returns the bytes of the file, without its journal.</summary>
    public long Housekeep()
    {
        foreach (QueueConsumer consumer in _queue.Consumers)
        {
            Expire(consumer);
        }

        long bytes = _table.FileBytes;
        if (bytes > QueueLimits.ShrinkBytes && _table.ContentBytes < QueueLimits.ShrinkContentBytes)
        {
            _table.Shrink();
            bytes = _table.FileBytes;
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private List<BatchHead> Insert(List<PendingAppend> appends)
    {
        var heads = new List<BatchHead>(appends.Count);
        long id = _queue.Tail;
        long nowNs = _queue.Clock.NowNs;
        foreach (PendingAppend append in appends)
        {
            var head = new BatchHead(++id, nowNs, append.Payload.Spans, append.Body.Length);
            _table.Insert(head, append.Payload.Bytes.Length, append.Body);
            heads.Add(head);
        }

        return heads;
    }

    /// <summary>Drops the oldest of a destination that would pass its bound.</summary>
    private void MakeRoom(QueueConsumer consumer, long incoming)
    {
        bool IsOver() => consumer.Bytes + incoming > consumer.Options.MaxBytes;
        while (consumer.Options.Full == FullPolicy.DropOldest && IsOver() && Drop(consumer, QueueDropReason.QueueFull, _ => IsOver()))
        {
        }
    }

    private void Expire(QueueConsumer consumer)
    {
        bool IsOld(BatchHead head) => consumer.Age(head.ReceivedNs) > consumer.Options.MaxAge;
        while (Drop(consumer, QueueDropReason.Expired, IsOld))
        {
        }

        long next;
        lock (_queue.Lock)
        {
            next = consumer.Cursor.FirstOpen(consumer.Cursor.DoneTo + 1);
        }

        List<BatchHead> oldest = _table.Heads(next, 1);
        consumer.SetOldest(oldest.Count == 0 ? null : oldest[0].ReceivedNs);
    }

    /// <summary>Drops a step of what comes next while the condition holds; false when it holds no more, or nothing is left.</summary>
    private bool Drop(QueueConsumer consumer, QueueDropReason reason, Func<BatchHead, bool> isToGo)
    {
        long next;
        lock (_queue.Lock)
        {
            next = consumer.Next;
        }

        List<BatchHead> heads = _table.Heads(next, QueueLimits.DropStepBatches);
        lock (_queue.Lock)
        {
            foreach (BatchHead head in heads)
            {
                // Beyond the tail is what this transaction brings. What was taken in the meantime is not waiting any more.
                if (head.Id > _queue.Tail || !isToGo(head))
                {
                    return false;
                }

                if (head.Id >= consumer.Next)
                {
                    consumer.DropNext(head, reason);
                }
            }
        }

        return heads.Count > 0;
    }

    private void SaveCursors(List<(QueueConsumer Consumer, CursorState State)> dirty)
    {
        lock (_queue.Lock)
        {
            dirty.AddRange(_queue.Consumers.Where(consumer => consumer.IsDirty).Select(consumer => (consumer, consumer.Cursor.State)));
            dirty.ForEach(cursor => cursor.Consumer.IsDirty = false);
        }

        foreach ((QueueConsumer consumer, CursorState state) in dirty)
        {
            consumer.SavedTo = state.DoneTo;
            _table.Places.Save(consumer.Options.Name, state);
        }
    }

    /// <summary>Writes down which batch is the last: by the ids of those before it the next start knows when one is missing.</summary>
    private void SaveTail(List<BatchHead> heads)
    {
        if (heads.Count > 0 || !_isTailSaved)
        {
            _table.Places.SaveTail(heads.Count > 0 ? heads[^1].Id : _queue.Tail, _destinations);
        }
    }

    /// <summary>Deletes a step of what every destination is done with, as this transaction writes it down.</summary>
    private long Delete()
    {
        long doneTo = Math.Min(_queue.Tail, _queue.Consumers.Min(consumer => consumer.SavedTo));
        long deletedTo = Math.Min(doneTo, _deletedTo + QueueLimits.DeleteStepBatches);
        HasDeletesLeft = deletedTo < doneTo;
        if (deletedTo > _deletedTo)
        {
            _table.Delete(long.MinValue, deletedTo);
        }

        return Math.Max(deletedTo, _deletedTo);
    }

    private void Publish(List<BatchHead> heads, List<PendingAppend> appends)
    {
        lock (_queue.Lock)
        {
            for (int i = 0; i < heads.Count; i++)
            {
                _queue.OnCommitted(heads[i], appends[i].Payload);
            }

            _queue.Evict();
        }

        appends.ForEach(append => append.Settle(AppendVerdict.Durable));
        appends.Clear();
    }
}
