using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Queue;

/// <summary>The statements of the queue's file, for its one thread.</summary>
internal sealed class QueueTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _heads;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _sum;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _saveCursor;
    private readonly SqliteStatement _pageCount;
    private readonly SqliteStatement _freeCount;

    /// <summary>Prepares the statements; the connection is disposed of with the table.</summary>
    public QueueTable(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new SqliteStatement(connection, "INSERT INTO batches (id, received_ns, spans, raw_bytes, body) VALUES (?1, ?2, ?3, ?4, ?5)");
        _heads = new SqliteStatement(connection, "SELECT id, received_ns, spans, length(body) FROM batches WHERE id >= ?1 ORDER BY id LIMIT ?2");
        _read = new SqliteStatement(connection, """
            SELECT id, received_ns, spans, length(body), raw_bytes, body FROM batches WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3
            """);
        _sum = new SqliteStatement(connection, "SELECT sum(length(body)), sum(spans) FROM batches WHERE id BETWEEN ?1 AND ?2");
        _delete = new SqliteStatement(connection, "DELETE FROM batches WHERE id <= ?1");
        _saveCursor = new SqliteStatement(connection, """
            INSERT INTO destinations (name, done_to, ahead) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET done_to = excluded.done_to, ahead = excluded.ahead
            """);
        _pageCount = new SqliteStatement(connection, "PRAGMA page_count");
        _freeCount = new SqliteStatement(connection, "PRAGMA freelist_count");
    }

    /// <summary>Bytes of the file, without its journal.</summary>
    public long FileBytes => _pageCount.RunScalar() * QueueLimits.PageBytes;

    /// <summary>Bytes of the file that hold something.</summary>
    public long ContentBytes => FileBytes - (_freeCount.RunScalar() * QueueLimits.PageBytes);

    /// <summary>Begins a transaction.</summary>
    public void Begin() => SqliteScript.Run(_connection, "BEGIN IMMEDIATE");

    /// <summary>Ends it; what it wrote is on the disk when this returns.</summary>
    public void Commit() => SqliteScript.Run(_connection, "COMMIT");

    /// <summary>Takes it back, if there is one.</summary>
    public void Rollback()
    {
        // Some errors have rolled back already, and then another ROLLBACK would itself be an error.
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            SqliteScript.Run(_connection, "ROLLBACK");
        }
    }

    /// <summary>Adds a batch.</summary>
    public void Insert(BatchHead head, int rawBytes, ReadOnlySpan<byte> body) =>
        _insert.Bind(1, head.Id).Bind(2, head.ReceivedNs).Bind(3, head.Spans).Bind(4, rawBytes).BindBlob(5, body).Run();

    /// <summary>The heads of batches from the given one on.</summary>
    public List<BatchHead> Heads(long from, int limit)
    {
        var heads = new List<BatchHead>();
        _heads.Bind(1, from).Bind(2, limit);
        while (_heads.Step())
        {
            heads.Add(HeadOf(_heads));
        }

        return heads;
    }

    /// <summary>Batches between two, both included, until their decompressed bytes pass the bound; at least one where there is one.</summary>
    public List<StoredBatch> Read(long first, long last, long maxRawBytes)
    {
        var batches = new List<StoredBatch>();
        long rawBytes = 0;
        _read.Bind(1, first).Bind(2, last).Bind(3, QueueLimits.MaxDeliveryBatches);
        while (rawBytes < maxRawBytes && _read.Step())
        {
            BatchHead head = HeadOf(_read);
            if (head.Id < first || head.Id > last)
            {
                // A flipped bit in an id; what the index says of its neighbours is as wrong.
                _read.Reset();
                batches.ForEach(batch => batch.Release());
                throw new SqliteException($"a batch is where batch {head.Id} cannot be", raw.SQLITE_CORRUPT);
            }

            first = head.Id + 1;
            ReadOnlySpan<byte> body = _read.Bytes(5);
            byte[] array = ArrayPool<byte>.Shared.Rent(body.Length);
            body.CopyTo(array);
            batches.Add(new StoredBatch(head, (int)Math.Min(_read.Int(4), int.MaxValue), array));
            rawBytes += _read.Int(4);
        }

        _read.Reset();
        return batches;
    }

    /// <summary>Bytes on the disk and spans of the batches between two that a destination is not done with.</summary>
    public (long Bytes, long Spans) SumOpen(Cursor cursor, long from, long tail)
    {
        (long bytes, long spans) = (0, 0);
        for (long first = cursor.FirstOpen(from); first <= tail;)
        {
            long last = Math.Min(cursor.LastOpen(first), tail);
            _sum.Bind(1, first).Bind(2, last).Step();
            bytes += _sum.Int(0);
            spans += _sum.Int(1);
            _sum.Reset();
            first = last == tail ? long.MaxValue : cursor.FirstOpen(last + 1);
        }

        return (bytes, spans);
    }

    /// <summary>Deletes the batches up to the given one.</summary>
    public void Delete(long last) => _delete.Bind(1, last).Run();

    /// <summary>Writes down how far a destination is.</summary>
    public void Save(string destination, in CursorState cursor) =>
        _saveCursor.BindText(1, destination).Bind(2, cursor.DoneTo).BindBlob(3, cursor.Ahead).Run();

    /// <summary>The destinations that were written down.</summary>
    public Dictionary<string, Cursor> Cursors()
    {
        var cursors = new Dictionary<string, Cursor>();
        using var all = new SqliteStatement(_connection, "SELECT name, done_to, ahead FROM destinations");
        while (all.Step())
        {
            cursors[Encoding.UTF8.GetString(all.Bytes(0))] = Cursor.Decode(all.Int(1), all.Bytes(2));
        }

        return cursors;
    }

    /// <summary>Forgets a destination.</summary>
    public void Forget(string destination)
    {
        using var forget = new SqliteStatement(_connection, "DELETE FROM destinations WHERE name = ?1");
        forget.BindText(1, destination).Run();
    }

    /// <summary>The first and the last batch; zeros when there is none.</summary>
    public (BatchHead First, BatchHead Last) Ends()
    {
        using var ends = new SqliteStatement(_connection, """
            SELECT id, received_ns, spans, length(body) FROM batches
            WHERE id IN ((SELECT min(id) FROM batches), (SELECT max(id) FROM batches)) ORDER BY id
            """);
        BatchHead first = default;
        BatchHead last = default;
        while (ends.Step())
        {
            last = HeadOf(ends);
            first = first.Id == 0 ? last : first;
        }

        return first.Id < 0 || last.Id >= QueueLimits.MaxId
            ? throw new SqliteException($"it has batches {first.Id} to {last.Id}", raw.SQLITE_CORRUPT)
            : (first, last);
    }

    /// <summary>Writes the file anew, without its free pages.</summary>
    public void Shrink()
    {
        SqliteScript.Run(_connection, "VACUUM");
        SqliteScript.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _heads.Dispose();
        _read.Dispose();
        _sum.Dispose();
        _delete.Dispose();
        _saveCursor.Dispose();
        _pageCount.Dispose();
        _freeCount.Dispose();
        _connection.Dispose();
    }

    private static BatchHead HeadOf(SqliteStatement row) => new(row.Int(0), row.Int(1), (int)Math.Clamp(row.Int(2), 0, int.MaxValue), row.Int(3));
}
