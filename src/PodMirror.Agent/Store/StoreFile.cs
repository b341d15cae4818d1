using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Store;

/// <summary>The store's file: its bounds, its settings, and the check of its pages.</summary>
internal sealed class StoreFile(StoreOptions options, TimeProvider clock)
{
    private readonly SqliteFile _file = new(options.Directory, "podmirror.db", clock);

    /// <summary>Pages the file may have.</summary>
    public long MaxPages => (options.MaxBytes - (_file.Path is null ? 0 : StoreLimits.JournalAllowance)) / StoreLimits.PageBytes;

    /// <summary>Why the file was set aside when it was last opened, and under which name; null when it was not.</summary>
    public string? SetAsideReport => _file.SetAsideReport;

    /// <summary>Opens the file for writing, after setting aside one that cannot be used. Throws when the directory cannot be written to.</summary>
    public SqliteConnection OpenForWriting() => _file.OpenForWriting(Prepare);

    /// <summary>Opens another connection for reading.</summary>
    public SqliteConnection OpenForReading() => _file.OpenForReading(StoreLimits.ReadTimeoutSeconds);

    /// <summary>Bytes of the journal now.</summary>
    public long JournalBytes() => _file.JournalBytes();

    /// <summary>Renames the file and its journal; the writer's connection must be closed.</summary>
    public void SetAside(string reason) => _file.SetAside(reason);

    private static void Prepare(SqliteConnection connection)
    {
        // auto_vacuum is fixed when the first table is made; the WAL keeps readers and the writer out of each other's way; FULL, since the queue
        // lets go of a span once a transaction here has it.
        SqliteScript.Run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        SqliteScript.Run(connection, $"PRAGMA busy_timeout = {StoreLimits.BusyTimeoutMs}");
        SqliteScript.Run(connection, "PRAGMA journal_mode = WAL");
        SqliteScript.Run(connection, "PRAGMA synchronous = FULL");
        SqliteScript.Run(connection, $"PRAGMA journal_size_limit = {StoreLimits.CheckpointBytes}");
        SqliteScript.Run(connection, $"PRAGMA wal_autocheckpoint = {StoreLimits.CheckpointBytes / StoreLimits.PageBytes}");
        SqliteScript.Run(connection, "PRAGMA cache_size = -8192");
        SqliteScript.Run(connection, "PRAGMA temp_store = MEMORY");
        StoreSchema.Tables.Apply(connection);
        CheckPages(connection);
    }

    /// <summary>A sound file answers in milliseconds; its pages are checked only up to the size where that stays short.</summary>
    private static void CheckPages(SqliteConnection connection)
    {
        const long MaxCheckedPages = (512L << 20) / StoreLimits.PageBytes;
        using var pages = new SqliteStatement(connection, "PRAGMA page_count");
        if (pages.RunScalar() > MaxCheckedPages)
        {
            return;
        }

        using var check = new SqliteStatement(connection, "PRAGMA quick_check(1)");
        string verdict = check.Step() ? check.Text(0) : "no answer";
        check.Reset();
        if (verdict != "ok")
        {
            throw new SqliteException(verdict.ReplaceLineEndings(" "), raw.SQLITE_CORRUPT);
        }
    }
}
