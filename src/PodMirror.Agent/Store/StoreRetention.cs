using Microsoft.Data.Sqlite;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Store;

/// <summary>
/// Holds the bounds of <see cref="StoreLimits"/>: the oldest arrivals go first, in steps, and pages that stay free go back to the file system.
/// </summary>
internal sealed class StoreRetention : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly StoreFile _file;
    private readonly StoreOptions _options;
    private readonly AgentMetrics _metrics;
    private readonly SourceTable _sources;
    private readonly SqliteStatement _pageCount;
    private readonly SqliteStatement _freeCount;
    private readonly SqliteStatement _oldest;
    private readonly SqliteStatement _deleteSpans;
    private readonly SqliteStatement _deleteExchanges;

    /// <summary>Prepares the statements and counts the rows that are there.</summary>
    public StoreRetention(SqliteConnection connection, StoreFile file, StoreOptions options, AgentMetrics metrics, SourceTable sources)
    {
        (_connection, _file, _options, _metrics, _sources) = (connection, file, options, metrics, sources);
        _pageCount = new SqliteStatement(connection, "PRAGMA page_count");
        _freeCount = new SqliteStatement(connection, "PRAGMA freelist_count");
        _oldest = new SqliteStatement(connection, """
            SELECT e.id, e.received_ns, length(s.body) FROM exchanges e JOIN spans s ON s.id = e.id ORDER BY e.id LIMIT ?1
            """);
        _deleteSpans = new SqliteStatement(connection, "DELETE FROM spans WHERE id <= ?1");
        _deleteExchanges = new SqliteStatement(connection, "DELETE FROM exchanges WHERE id <= ?1");
        using var count = new SqliteStatement(connection, "SELECT count(*) FROM exchanges");
        Rows = count.RunScalar();
        ApplyFileBound();
    }

    /// <summary>Rows in the store.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of the file with its journal.</summary>
    public long Bytes => (_pageCount.RunScalar() * StoreLimits.PageBytes) + _file.JournalBytes();

    private long UsedPages => _pageCount.RunScalar() - _freeCount.RunScalar();

    /// <summary>Tells that a transaction with so many new rows was committed.</summary>
    public void OnCommitted(int rows) => Rows += rows;

    /// <summary>Deletes the oldest until a transaction has room.</summary>
    public void MakeRoom()
    {
        long bound = _file.MaxPages - (StoreLimits.TransactionAllowance / StoreLimits.PageBytes);
        while (UsedPages > bound && DeleteStep(long.MaxValue, ExpiryReason.Size))
        {
        }

        BoundJournal();
    }

    /// <summary>Deletes what is too old; true when there may be more of it.</summary>
    public bool ExpireByAge(long nowNs)
    {
        long cutoff = nowNs - (_options.MaxAge.Ticks * TimeSpan.NanosecondsPerTick);
        for (int i = 0; i < StoreLimits.DeleteStepsPerRound; i++)
        {
            if (!DeleteStep(cutoff, ExpiryReason.Age))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives free pages back to the file system; true when there is more to give.</summary>
    public bool Shrink()
    {
        long excess = _freeCount.RunScalar() - StoreLimits.FreePagesKept;
        if (excess > 0)
        {
            SqliteScript.Run(_connection, $"PRAGMA incremental_vacuum({StoreLimits.VacuumStepPages})");
            ApplyFileBound();
            // Only a checkpoint makes the file itself shorter.
            Checkpoint();
        }

        return excess > StoreLimits.VacuumStepPages;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pageCount.Dispose();
        _freeCount.Dispose();
        _oldest.Dispose();
        _deleteSpans.Dispose();
        _deleteExchanges.Dispose();
    }

    /// <summary>Deletes one step of the oldest rows that arrived before the cutoff; false when there were none.</summary>
    private bool DeleteStep(long cutoffNs, ExpiryReason reason)
    {
        long lastId = 0;
        long bytes = 0;
        _oldest.Bind(1, StoreLimits.DeleteStepRows);
        while (bytes < StoreLimits.DeleteStepBytes && _oldest.Step() && _oldest.Int(1) < cutoffNs)
        {
            lastId = _oldest.Int(0);
            bytes += _oldest.Int(2);
        }

        _oldest.Reset();
        if (lastId == 0)
        {
            return false;
        }

        SqliteScript.Run(_connection, "BEGIN IMMEDIATE");
        int rows;
        try
        {
            _deleteSpans.Bind(1, lastId).Run();
            rows = _deleteExchanges.Bind(1, lastId).Run();
            _sources.Expire(lastId);
            SqliteScript.Run(_connection, "COMMIT");
        }
        catch
        {
            SqliteScript.Run(_connection, "ROLLBACK");
            throw;
        }

        Rows -= rows;
        _metrics.SpansExpired.Add(reason, rows);
        return true;
    }

    /// <summary>SQLite keeps to this by itself; below the file's present size it means "no larger than now".</summary>
    private void ApplyFileBound() => SqliteScript.Run(_connection, $"PRAGMA max_page_count = {_file.MaxPages}");

    private void BoundJournal()
    {
        if (_file.JournalBytes() > StoreLimits.CheckpointBytes)
        {
            Checkpoint();
        }
    }

    /// <summary>Writes the journal back and empties it. Waits for readers, which are interrupted before the wait would end.</summary>
    private void Checkpoint() => SqliteScript.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
}
