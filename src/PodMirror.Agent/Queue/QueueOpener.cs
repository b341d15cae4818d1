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
        QueueTable table = file.Open();
        bool isSaved = Salvage(table);
        try
        {
            return Restore(table, isSaved);
        }
        catch (SqliteException fault) when (SqliteFile.IsDamage(fault) && file.IsDurable)
        {
            table.Dispose();
            return Restore(SetAside(fault.Message), isSaved: true);
        }
    }

    /// <summary>Opens it again after a trouble of the disk; the destinations are further than what it says.</summary>
    public QueueSession Reopen()
    {
        QueueTable table = file.Open();
        Salvage(table);
        return Resume(table);
    }

    /// <summary>Puts a new file in place of one that was found damaged, with what can be saved of it and what is in memory.</summary>
    public QueueSession Replace(string damage) => Resume(SetAside(damage));

    private QueueTable SetAside(string damage)
    {
        file.SetAside(damage);
        (string report, string path) = (file.SetAsideReport!, file.SetAsidePath!);
        QueueTable table = file.Open();
        QueueLog.SetAside(log, report, QueueSalvage.Copy(path, table));
        return table;
    }

    /// <summary>Where the file was set aside as it was opened, saves what can be read of it; true when it was.</summary>
    private bool Salvage(QueueTable table)
    {
        if (file.SetAsideReport is not { } report)
        {
            return false;
        }

        QueueLog.SetAside(log, report, file.SetAsidePath is { } path ? QueueSalvage.Copy(path, table) : 0);
        return true;
    }

    private QueueSession Restore(QueueTable table, bool isSaved)
    {
        Dictionary<string, Cursor> cursors = table.Cursors();
        (BatchHead first, BatchHead last) = table.Ends();
        long tail = cursors.Values.Select(cursor => cursor.DoneTo).Append(last.Id).Max();
        queue.Clock.NotBefore(last.ReceivedNs);
        queue.Tail = tail;

        // A destination that is new gets what comes from now on. One whose place was lost with a damaged file gets all that was saved.
        long start = isSaved ? Math.Max(0, first.Id - 1) : tail;
        foreach (QueueConsumer consumer in queue.Consumers)
        {
            Cursor cursor = cursors.Remove(consumer.Options.Name, out Cursor? known) ? known : new Cursor(start);
            (long bytes, long spans) = table.SumOpen(cursor, 0, tail);
            consumer.Restore(cursor, bytes, spans);
        }

        foreach ((string name, Cursor cursor) in cursors)
        {
            table.Forget(name);
            QueueLog.Removed(log, name, table.SumOpen(cursor, 0, tail).Spans);
        }

        return new QueueSession(queue, table);
    }

    private QueueSession Resume(QueueTable table)
    {
        List<(BatchHead Head, Payload Payload)> cached = HoldCached();
        try
        {
            PutBack(table, cached);
        }
        finally
        {
            cached.ForEach(batch => batch.Payload.Release());
        }

        foreach (QueueConsumer consumer in queue.Consumers)
        {
            (long bytes, long spans) = table.SumOpen(consumer.Cursor, consumer.Next, queue.Tail);
            lock (queue.Lock)
            {
                consumer.Recount(bytes, spans);
            }
        }

        return new QueueSession(queue, table);
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

    /// <summary>Writes what is in memory and not in the file.</summary>
    private static void PutBack(QueueTable table, List<(BatchHead Head, Payload Payload)> cached)
    {
        table.Begin();
        foreach ((BatchHead head, Payload payload) in cached)
        {
            if (table.Heads(head.Id, 1) is not [{ } found] || found.Id != head.Id)
            {
                (byte[] body, int length) = BatchCodec.Compress(payload.Bytes.Span);
                table.Insert(head, payload.Bytes.Length, body.AsSpan(0, length));
                ArrayPool<byte>.Shared.Return(body);
            }
        }

        table.Commit();
    }
}
