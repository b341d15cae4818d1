using System.Buffers;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Queue;

/// <summary>The statements of the queue's file, for its one thread.</summary>
internal sealed class QueueTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly bool _leaveOpen;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _sum;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _pageCount;
    private readonly SqliteStatement _freeCount;

    private QueueSurvey _survey = QueueSurvey.None;
    private bool _isJournalNew;

    /// <summary>Prepares the statements.</summary>
    /// <param name="connection">The file, which is closed with the table.</param>
    /// <param name="leaveOpen">It is not.</param>
    public QueueTable(SqliteConnection connection, bool leaveOpen = false)
    {
        (_connection, _leaveOpen) = (connection, leaveOpen);
        _insert = new SqliteStatement(connection, """
            INSERT INTO batches (id, received_ns, spans, raw_bytes, checksum, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """);
        _read = new SqliteStatement(connection, """
            SELECT id, received_ns, spans, raw_bytes, checksum, length(body), body FROM batches WHERE id >= ?1 ORDER BY id
            """);
        _sum = new SqliteStatement(connection, $"""
            SELECT sum(length(body)), sum(max(0, min(spans, {int.MaxValue}))) FROM batches WHERE id BETWEEN ?1 AND ?2
            """);
        _delete = new SqliteStatement(connection, "DELETE FROM batches WHERE id BETWEEN ?1 AND ?2");
        Places = new QueuePlaces(connection);
        _pageCount = new SqliteStatement(connection, "PRAGMA page_count");
        _freeCount = new SqliteStatement(connection, "PRAGMA freelist_count");
    }

    /// <summary>The table beside the batches.</summary>
    public QueuePlaces Places { get; }

    /// <summary>Bytes of the file, without its journal.</summary>
    public long FileBytes => _pageCount.RunScalar() * QueueLimits.PageBytes;

    /// <summary>Bytes of the file that hold something.</summary>
    public long ContentBytes => FileBytes - (_freeCount.RunScalar() * QueueLimits.PageBytes);

    /// <summary>
    /// Begins a transaction. The first one begins a new journal: the one that was found may end with what a sync that failed left in the system's
    /// memory, which can be read, is on no disk, and would take all that follows it along at the next power loss.
    /// </summary>
    /// <param name="bringsBatches">
    /// Whether it writes what is lost with it. Where there is no space to write the journal back, what makes space goes on in the old one: how far
    /// destinations are, and what is deleted. With that lost some is delivered again.
    /// </param>
    public void Begin(bool bringsBatches)
    {
        try
        {
            BeginJournal();
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == raw.SQLITE_FULL && !bringsBatches)
        {
            // Tried again with the next one.
        }

        SqliteScript.Run(_connection, "BEGIN IMMEDIATE");
    }

    /// <summary>Ends it; what it wrote is on the disk when this returns.</summary>
    public void Commit() => SqliteScript.Run(_connection, "COMMIT");

    /// <summary>Takes it back, if there is one.</summary>
    public void Rollback() => SqliteScript.Rollback(_connection);

    /// <summary>Adds a batch.</summary>
    public void Insert(in BatchHead head, int rawBytes, ReadOnlySpan<byte> body)
    {
        _insert.Bind(1, head.Id).Bind(2, head.ReceivedNs).Bind(3, head.Spans).Bind(4, rawBytes);
        _insert.Bind(5, QueueChecksum.Of(head.Id, head.ReceivedNs, head.Spans, rawBytes)).BindBlob(6, body).Run();
    }

    /// <summary>The heads of batches from the given one on.</summary>
    public List<BatchHead> Heads(long from, int limit)
    {
        var heads = new List<BatchHead>();
        _read.Bind(1, from);
        while (heads.Count < limit && _read.Step())
        {
            heads.Add(CheckedHead(from));
        }

        _read.Reset();
        return heads;
    }

    /// <summary>Batches between two, both included, as many as are within the bound once decompressed; at least one where there is one.</summary>
    public List<StoredBatch> Read(long first, long last, long maxRawBytes)
    {
        var batches = new List<StoredBatch>();
        long bytes = 0;
        long expected = first;
        _read.Bind(1, first);
        while (bytes < maxRawBytes && batches.Count < QueueLimits.MaxDeliveryBatches && _read.Step())
        {
            // One past the end is looked at too: where its id is wrong, those behind it may be meant.
            long id = CheckedHead(first).Id;
            if (id != expected && _survey.HasMet(expected))
            {
                _read.Reset();
                throw Damage($"the index leads to batch {id} where {expected} is to be");
            }

            expected = id + 1;
            bool isPast = id > last;
            bytes += _read.Int(3);
            if (isPast || (batches.Count > 0 && bytes > maxRawBytes))
            {
                break;
            }

            batches.Add(Current());
        }

        _read.Reset();
        return batches.Count > 0 || !_survey.HasMet(first) ? batches : throw Damage($"the index leads nowhere where batch {first} is to be");
    }

    /// <summary>
    /// The first batch from the given one on whose row is what it was, past others that are not; null when there is none. An index that misleads may
    /// begin with others before it, and to take one of these would lead around in a circle.
    /// </summary>
    public StoredBatch? ReadSound(long from)
    {
        _read.Bind(1, from);
        while (_read.Step())
        {
            if (_read.Int(0) >= from && IsSound())
            {
                StoredBatch batch = Current();
                _read.Reset();
                return batch;
            }
        }

        return null;
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

    /// <summary>Looks at all batches once, adds up what destinations are not done with, and remembers what it met.</summary>
    /// <inheritdoc cref="QueueSurvey.Run"/>
    public void Survey(IReadOnlyCollection<OpenSum> sums, long from, long tail, Cursor lost) =>
        _survey = QueueSurvey.Run(_connection, sums, from, tail, lost);

    /// <summary>Writes down which batches between two are missing, so that none is missed again; returns how many were not lost before.</summary>
    public long SaveMissing(long from, long tail, Cursor lost)
    {
        (Cursor missing, long count) = QueueSurvey.FindMissing(_connection, from, tail, lost);
        Places.SaveLost(missing);
        return count;
    }

    /// <summary>Deletes the batches between two, both included.</summary>
    public void Delete(long first, long last) => _delete.Bind(1, first).Bind(2, last).Run();

    /// <summary>The first and the last batch; zeros when there is none.</summary>
    public (BatchHead First, BatchHead Last) Ends()
    {
        using var max = new SqliteStatement(_connection, "SELECT max(id) FROM batches");
        return (Heads(long.MinValue, 1).FirstOrDefault(), Heads(max.RunScalar(), 1).FirstOrDefault());
    }

    /// <summary>Writes the file anew, without its free pages.</summary>
    public void Shrink()
    {
        SqliteScript.Run(_connection, "VACUUM");
        SqliteScript.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>What is thrown where the file's content is not what it was.</summary>
    public static SqliteException Damage(string what) => new(what, raw.SQLITE_CORRUPT);

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _read.Dispose();
        _sum.Dispose();
        _delete.Dispose();
        Places.Dispose();
        _pageCount.Dispose();
        _freeCount.Dispose();
        if (!_leaveOpen)
        {
            _connection.Dispose();
        }
    }

    private void BeginJournal()
    {
        if (!_isJournalNew && !_leaveOpen)
        {
            SqliteScript.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            _isJournalNew = true;
        }
    }

    private bool IsSound()
    {
        long id = _read.Int(0);
        return id is > 0 and < QueueLimits.MaxId && _read.Int(4) == QueueChecksum.Of(id, _read.Int(1), _read.Int(2), _read.Int(3));
    }

    /// <summary>The row that was read; one before what was asked for would be asked for again without end.</summary>
    private BatchHead CheckedHead(long from)
    {
        long id = _read.Int(0);
        bool isSound = IsSound();
        if (isSound && id >= from)
        {
            return Head();
        }

        _read.Reset();
        throw Damage(isSound ? $"the index leads to batch {id} where {from} or a later one is to be" : $"the row of batch {id} is not what it was");
    }

    private BatchHead Head() => new(_read.Int(0), _read.Int(1), (int)Math.Clamp(_read.Int(2), 0, int.MaxValue), _read.Int(5));

    private StoredBatch Current()
    {
        ReadOnlySpan<byte> body = _read.Bytes(6);
        byte[] array = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(array);
        return new StoredBatch(Head() with { Bytes = body.Length }, (int)Math.Clamp(_read.Int(3), 0, int.MaxValue), array);
    }
}
