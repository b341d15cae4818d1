using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>The queue's file and its settings.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The table that is returned owns the connection.")]
internal sealed class QueueFile(string? directory, TimeProvider clock, ILogger log)
{
    private const string Exclusive = "PRAGMA locking_mode = EXCLUSIVE";
    private readonly SqliteFile _file = new(directory, "queue.db", clock);
    private (long Saved, long? Missing)? _salvage;

    /// <summary>True where batches outlive the process.</summary>
    public bool IsDurable => _file.Path is not null;

    /// <summary>Tells when what another process has left in the journal cannot all be read. To be called before the file is opened.</summary>
    public void CheckJournal()
    {
        string journal = _file.Path + "-wal";
        if (IsDurable && JournalCheck.LostTransactions(journal) is > 0 and int transactions)
        {
            QueueLog.JournalDamaged(log, journal, transactions);
        }
    }

    /// <summary>Opens the file, after setting aside one that cannot be used. Throws when the directory cannot be written to.</summary>
    public QueueTable Open()
    {
        _salvage = null;
        QueueTable table = TableOf(_file.OpenForWriting(Prepare));
        if (_salvage is var (saved, missing))
        {
            // Told once it is on the disk, and not each time that it was tried.
            string report = _file.SetAsideReport ?? $"a damaged file was set aside before: {_file.LastSetAside}";
            QueueLog.SetAside(log, report, saved, missing?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number");
        }

        return table;
    }

    /// <summary>Opens a file that was set aside, to save what can be read of it. Throws when it is no database at all.</summary>
    public static QueueTable OpenSetAside(string path)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(builder.ToString());
        connection.Open();
        SqliteScript.Run(connection, Exclusive);
        return TableOf(connection);
    }

    /// <summary>Bytes of the journal now.</summary>
    public long JournalBytes() => _file.JournalBytes();

    /// <summary>Renames the file and its journal; the table must be disposed of.</summary>
    public void SetAside(string reason) => _file.SetAside(reason);

    private static QueueTable TableOf(SqliteConnection connection)
    {
        try
        {
            return new QueueTable(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        // The page size is fixed when the first table is made. FULL: a commit returns when the journal is on the disk, which is what senders are
        // told. EXCLUSIVE: one connection on one thread, so that the journal needs no index in shared memory.
        SqliteScript.Run(connection, $"PRAGMA page_size = {QueueLimits.PageBytes}");
        SqliteScript.Run(connection, Exclusive);
        SqliteScript.Run(connection, "PRAGMA journal_mode = WAL");
        SqliteScript.Run(connection, "PRAGMA synchronous = FULL");
        SqliteScript.Run(connection, $"PRAGMA journal_size_limit = {QueueLimits.CheckpointBytes}");
        SqliteScript.Run(connection, $"PRAGMA wal_autocheckpoint = {QueueLimits.CheckpointBytes / QueueLimits.PageBytes}");
        SqliteScript.Run(connection, "PRAGMA cache_size = -8192");
        SqliteScript.Run(connection, "PRAGMA temp_store = MEMORY");
        SqliteScript.Run(connection, "PRAGMA cell_size_check = ON");
        QueueSchema.Tables.Apply(connection, () => Salvage(connection));
    }

    /// <summary>
    /// Fills a new file with what can be saved of the one that was set aside, in the transaction that makes its tables: an agent that ends meanwhile
    /// does it again.
    /// </summary>
    private void Salvage(SqliteConnection connection)
    {
        if (_file.LastSetAside is { } path)
        {
            using var target = new QueueTable(connection, leaveOpen: true);
            _salvage = QueueSalvage.Copy(path, target);
        }
    }
}
