using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>Opens the file for a queue: at the start, after a trouble, and in place of a damaged one. For the queue's one thread.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The session that is returned owns the table.")]
internal sealed class QueueOpener(DurableQueue queue, QueueFile file, ILogger log)
{
    /// <summary>The file.</summary>
    public QueueFile File => file;

    /// <summary>Opens it at the start: destinations go on where they were.</summary>
    public QueueSession Open()
    {
        file.CheckJournal();
        try
        {
            return With(file.Open(), Restore);
        }
        catch (SqliteException fault) when (SqliteFile.IsDamage(fault) && file.IsDurable)
        {
            file.SetAside(fault.Message);
            return With(file.Open(), Restore);
        }
    }

    /// <summary>Opens it again after a trouble of the disk; the destinations are further than what it says.</summary>
    public QueueSession Reopen() => With(file.Open(), table => Resume(table, isNew: false));

    /// <summary>Puts a new file in place of one that was found damaged, with what can be saved of it and what is in memory.</summary>
    public QueueSession Replace(string damage)
    {
        file.SetAside(damage);
        return With(file.Open(), table => Resume(table, isNew: true));
    }

    /// <summary>Makes a session; a table that none comes of is closed, or its lock would keep the next one out.</summary>
    private QueueSession With(QueueTable table, Action<QueueTable> prepare)
    {
        try
        {
            prepare(table);
            return new QueueSession(queue, table);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    private void Restore(QueueTable table)
    {
        KnownPlaces places = table.Places.Read();
        var known = places.Destinations.ToDictionary(place => place.Key, place => new OpenSum(place.Value));
        var all = new OpenSum(new Cursor(0));
        long from = places.FirstOpen(queue.Consumers.Select(consumer => consumer.Options.Name));
        table.Survey([.. known.Values, all], from, places.Tail, places.Lost);
        (BatchHead first, BatchHead last) = table.Ends();
        long tail = known.Values.Select(sum => sum.Cursor.Last).Append(last.Id).Append(places.Tail).Max();
        queue.Clock.NotBefore(last.ReceivedNs);
        queue.Tail = tail;

        // A destination that is new gets what comes from now on. Where no places are known they went with a damaged file: batches never come without.
        bool isAllNew = known.Count == 0;
        foreach (QueueConsumer consumer in queue.Consumers)
        {
            if (known.Remove(consumer.Options.Name, out OpenSum? sum))
            {
                consumer.Restore(sum.Cursor, sum.Bytes, sum.Spans);
            }
            else if (isAllNew)
            {
                consumer.Restore(new Cursor(Math.Max(0, first.Id - 1)), all.Bytes, all.Spans);
            }
            else
            {
                consumer.Restore(new Cursor(tail), 0, 0);
            }
        }

        foreach ((string name, OpenSum sum) in known)
        {
            QueueLog.Removed(log, name, sum.Spans);
        }

        if (known.Count > 0)
        {
            TryForget(table, known.Keys, places.Destinations.Count - known.Count);
        }
    }

    /// <summary>Forgets destinations, and in the same transaction how many there were.</summary>
    private void TryForget(QueueTable table, IReadOnlyCollection<string> destinations, int left)
    {
        try
        {
            table.Begin(bringsBatches: false);
            foreach (string destination in destinations)
            {
                table.Places.Forget(destination);
            }

            table.Places.SaveTail(queue.Tail, left);
            table.Commit();
        }
        catch (SqliteException fault) when (!SqliteFile.IsDamage(fault))
        {
            // On a full disk the agent must start, to make space by delivering; what is left of the destination is a row, for the next start.
            table.Rollback();
        }
    }

    private void Resume(QueueTable table, bool isNew)
    {
        Pause(true);
        List<(BatchHead Head, Payload Payload)> cached = HoldCached();
        try
        {
            PutBack(table, cached, isNew);
            foreach (QueueConsumer consumer in queue.Consumers)
            {
                Recount(table, consumer);
            }
        }
        finally
        {
            cached.ForEach(batch => batch.Payload.Release());
            Pause(false);
        }
    }

    private void Recount(QueueTable table, QueueConsumer consumer)
    {
        Cursor cursor;
        lock (queue.Lock)
        {
            // What is under way is settled meanwhile.
            cursor = consumer.Cursor.Copy();
        }

        (long bytes, long spans) = table.SumOpen(cursor, consumer.Next, queue.Tail);
        lock (queue.Lock)
        {
            consumer.Recount(bytes, spans);
        }
    }

    /// <summary>Nobody takes while it is counted what there is.</summary>
    private void Pause(bool isPaused)
    {
        lock (queue.Lock)
        {
            foreach (QueueConsumer consumer in queue.Consumers)
            {
                consumer.Pause(isPaused);
            }
        }
    }

    private List<(BatchHead Head, Payload Payload)> HoldCached()
    {
        lock (queue.Lock)
        {
            List<(BatchHead Head, Payload Payload)> cached = [.. queue.Cache.All];
            cached.ForEach(batch => batch.Payload.Hold());
            return cached;
        }
    }

    /// <summary>Writes what is in memory and not in the file, and takes out what is there after a transaction that was said to have failed.</summary>
    private void PutBack(QueueTable table, List<(BatchHead Head, Payload Payload)> cached, bool isNew)
    {
        table.Begin(bringsBatches: cached.Count > 0);
        table.Delete(queue.Tail + 1, long.MaxValue);
        foreach ((BatchHead head, Payload payload) in cached)
        {
            if (table.Heads(head.Id, 1) is not [{ } found] || found.Id != head.Id)
            {
                (byte[] body, int length) = BatchCodec.Compress(payload.Bytes.Span);
                table.Insert(head, payload.Bytes.Length, body.AsSpan(0, length));
                ArrayPool<byte>.Shared.Return(body);
            }
        }

        // The next transaction says how many destinations there are: of a new file that is not known.
        table.Places.SaveTail(queue.Tail, 0);
        if (isNew)
        {
            SaveMissing(table);
        }

        table.Commit();
    }

    /// <summary>
    /// Writes down what could neither be saved nor was in memory, from where the file's own places begin: those in memory are further.
    /// </summary>
    private void SaveMissing(QueueTable table)
    {
        KnownPlaces places = table.Places.Read();
        long from = places.FirstOpen(places.Destinations.Keys);
        if (from == 0)
        {
            lock (queue.Lock)
            {
                from = queue.Consumers.Min(consumer => consumer.Cursor.DoneTo) + 1;
            }
        }

        table.SaveMissing(from, queue.Tail, places.Lost);
    }
}
