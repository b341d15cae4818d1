using System.Globalization;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Configuration;
using SQLitePCL;

namespace PodMirror.Agent.Store;

/// <summary>
/// The database file: opened, created, or set aside when it cannot be used. A damaged file never keeps the agent from starting: it is renamed to
/// podmirror.db.damaged-TIME (the last such file is kept, older ones are deleted) and a new one is begun.
/// </summary>
internal sealed class StoreFile(StoreOptions options, TimeProvider clock)
{
    private const string FileName = "podmirror.db";
    private const string DamagedInfix = ".damaged-";
    private static readonly string[] Companions = ["", "-wal", "-shm"];
    private readonly string? _path = options.Directory is null ? null : Path.Combine(options.Directory, FileName);
    private readonly string _memoryName = "podmirror-" + Guid.NewGuid().ToString("N");

    /// <summary>Pages the file may have.</summary>
    public long MaxPages => (options.MaxBytes - (_path is null ? 0 : StoreLimits.JournalAllowance)) / StoreLimits.PageBytes;

    /// <summary>Why the file was set aside when it was last opened, and under which name; null when it was not.</summary>
    public string? SetAsideReport { get; private set; }

    /// <summary>Opens the file for writing, after setting aside one that cannot be used. Throws when the directory cannot be written to.</summary>
    public SqliteConnection OpenForWriting()
    {
        SetAsideReport = null;
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(SqliteOpenMode.ReadWriteCreate);
            Prepare(connection);
            return connection;
        }
        catch (SqliteException fault) when (_path is not null && (IsDamage(fault) || fault.SqliteErrorCode == raw.SQLITE_ERROR))
        {
            connection?.Dispose();
            SetAside(fault.Message);
        }

        connection = Connect(SqliteOpenMode.ReadWriteCreate);
        Prepare(connection);
        return connection;
    }

    /// <summary>Opens another connection for reading.</summary>
    public SqliteConnection OpenForReading()
    {
        SqliteConnection connection = Connect(SqliteOpenMode.ReadOnly);
        SqliteScript.Run(connection, "PRAGMA query_only = 1");
        if (_path is null)
        {
            // A shared cache locks whole tables; a list that shows a row a moment early is better than one that waits for the writer.
            SqliteScript.Run(connection, "PRAGMA read_uncommitted = 1");
        }

        return connection;
    }

    /// <summary>Bytes of the journal now.</summary>
    public long JournalBytes()
    {
        var journal = new FileInfo(_path + "-wal");
        return _path is not null && journal.Exists ? journal.Length : 0;
    }

    /// <summary>True for the faults that mean the file's content, not the disk or the moment, is the trouble.</summary>
    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Renames the file and its journal; the writer's connection must be closed.</summary>
    public void SetAside(string reason)
    {
        SqliteConnection.ClearAllPools();
        if (_path is null)
        {
            SetAsideReport = reason;
            return;
        }

        foreach (string old in Directory.EnumerateFiles(options.Directory!, FileName + DamagedInfix + "*"))
        {
            File.Delete(old);
        }

        string target = _path + DamagedInfix + clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        foreach (string companion in Companions.Where(companion => File.Exists(_path + companion)))
        {
            File.Move(_path + companion, target + companion);
        }

        SetAsideReport = $"{_path} cannot be used ({reason}); it is now {target}";
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var builder = new SqliteConnectionStringBuilder { DefaultTimeout = StoreLimits.ReadTimeoutSeconds };
        if (_path is null)
        {
            (builder.DataSource, builder.Mode, builder.Cache) = (_memoryName, SqliteOpenMode.Memory, SqliteCacheMode.Shared);
        }
        else
        {
            (builder.DataSource, builder.Mode, builder.Pooling) = (_path, mode, mode == SqliteOpenMode.ReadOnly);
            if (mode == SqliteOpenMode.ReadWriteCreate)
            {
                Protect(_path);
            }
        }

        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the file for this user alone. What SQLite makes beside it gets the mode that the file has.</summary>
    private static void Protect(string path)
    {
        Private.MakeFile(path);
        foreach (string companion in Companions)
        {
            Private.CloseToOthers(path + companion);
        }
    }

    private static void Prepare(SqliteConnection connection)
    {
        // auto_vacuum is fixed when the first table is made; the WAL keeps readers and the writer out of each other's way; NORMAL loses at most the
        // last moments at a power cut and nothing at a crash of the process.
        SqliteScript.Run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        SqliteScript.Run(connection, $"PRAGMA busy_timeout = {StoreLimits.BusyTimeoutMs}");
        SqliteScript.Run(connection, "PRAGMA journal_mode = WAL");
        SqliteScript.Run(connection, "PRAGMA synchronous = NORMAL");
        SqliteScript.Run(connection, $"PRAGMA journal_size_limit = {StoreLimits.CheckpointBytes}");
        SqliteScript.Run(connection, $"PRAGMA wal_autocheckpoint = {StoreLimits.CheckpointBytes / StoreLimits.PageBytes}");
        SqliteScript.Run(connection, "PRAGMA cache_size = -8192");
        SqliteScript.Run(connection, "PRAGMA temp_store = MEMORY");
        using var read = new SqliteStatement(connection, "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version");
        read.Step();
        (long version, long tables) = (read.Int(0), read.Int(1));
        read.Reset();
        if (version == 0 && tables == 0)
        {
            SqliteScript.Run(connection, $"BEGIN; {StoreSchema.Create} PRAGMA user_version = {StoreSchema.Version}; COMMIT");
        }
        else if (version != StoreSchema.Version)
        {
            throw new SqliteException($"its schema version is {version}, this agent's is {StoreSchema.Version}", raw.SQLITE_NOTADB);
        }

        foreach (string probe in StoreSchema.Probes)
        {
            new SqliteStatement(connection, probe).Dispose();
        }

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
        string verdict = check.Step() ? System.Text.Encoding.UTF8.GetString(check.Bytes(0)) : "no answer";
        check.Reset();
        if (verdict != "ok")
        {
            throw new SqliteException(verdict.ReplaceLineEndings(" "), raw.SQLITE_CORRUPT);
        }
    }
}
