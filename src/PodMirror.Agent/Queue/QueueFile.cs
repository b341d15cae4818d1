using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>The queue's file and its settings.</summary>
internal sealed class QueueFile(string? directory, TimeProvider clock)
{
    private readonly SqliteFile _file = new(directory, "queue.db", clock);

    /// <summary>True where batches outlive the process.</summary>
    public bool IsDurable => _file.Path is not null;

    /// <summary>Why the file was set aside, and under which name; null when it was not.</summary>
    public string? SetAsideReport => _file.SetAsideReport;

    /// <summary>Where the file is that was set aside last.</summary>
    public string? SetAsidePath => _file.SetAsidePath;

    /// <summary>Opens the file, after setting aside one that cannot be used. Throws when the directory cannot be written to.</summary>
    public QueueTable Open() => new(_file.OpenForWriting(Prepare));

    /// <summary>Opens a file that was set aside, to save what can be read of it. Throws when it is no database at all.</summary>
    public static QueueTable OpenSetAside(string path)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            return new QueueTable(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the journal now.</summary>
    public long JournalBytes() => _file.JournalBytes();

    /// <summary>Renames the file and its journal; the table must be disposed of.</summary>
    public void SetAside(string reason) => _file.SetAside(reason);

    private static void Prepare(SqliteConnection connection)
    {
        // The page size is fixed when the first table is made. FULL: a commit returns when the journal is on the disk, which is what senders are
        // told. EXCLUSIVE: one connection on one thread, so that the journal needs no index in shared memory.
        SqliteScript.Run(connection, $"PRAGMA page_size = {QueueLimits.PageBytes}");
        SqliteScript.Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
        SqliteScript.Run(connection, "PRAGMA journal_mode = WAL");
        SqliteScript.Run(connection, "PRAGMA synchronous = FULL");
        SqliteScript.Run(connection, $"PRAGMA journal_size_limit = {QueueLimits.CheckpointBytes}");
        SqliteScript.Run(connection, $"PRAGMA wal_autocheckpoint = {QueueLimits.CheckpointBytes / QueueLimits.PageBytes}");
        SqliteScript.Run(connection, "PRAGMA cache_size = -8192");
        SqliteScript.Run(connection, "PRAGMA temp_store = MEMORY");
        SqliteScript.Run(connection, "PRAGMA cell_size_check = ON");
        QueueSchema.Tables.Apply(connection);
    }
}
