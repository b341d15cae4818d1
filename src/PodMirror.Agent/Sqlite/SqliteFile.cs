using System.Globalization;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Configuration;
using SQLitePCL;

namespace PodMirror.Agent.Sqlite;

/// <summary>
/// A database file of the agent: for its user alone, and set aside when it cannot be used. A damaged file never keeps the agent from starting:
/// it is renamed to NAME.damaged-TIME (the last such file is kept, older ones are deleted) and a new one is begun.
/// </summary>
/// <param name="directory">Where the file is; null for a database in memory.</param>
/// <param name="name">The file's name.</param>
/// <param name="clock">For the name of a file that is set aside.</param>
internal sealed class SqliteFile(string? directory, string name, TimeProvider clock)
{
    private const string DamagedInfix = ".damaged-";
    private static readonly string[] Companions = ["", "-wal", "-shm"];
    private readonly string _memoryName = "podmirror-" + Guid.NewGuid().ToString("N");

    /// <summary>The file with its directory; null in memory.</summary>
    public string? Path { get; } = directory is null ? null : System.IO.Path.Combine(directory, name);

    /// <summary>Why the file was set aside when it was last opened, and under which name; null when it was not.</summary>
    public string? SetAsideReport { get; private set; }

    /// <summary>The file that was set aside last, by this process or one before it; null when there is none, and in memory.</summary>
    public string? LastSetAside => Path is null ? null : Directory.EnumerateFiles(directory!, name + DamagedInfix + "*Z").Max(StringComparer.Ordinal);

    /// <summary>True for the faults that mean the file's content, not the disk or the moment, is the trouble.</summary>
    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>
    /// True for the faults at opening that may pass, as a full disk does and another process that holds the file: they keep nobody from starting. A
    /// directory that cannot be written to is another's to name.
    /// </summary>
    public static bool MayPass(Exception fault) => fault is IOException
        or SqliteException { SqliteErrorCode: not (raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM) };

    /// <summary>
    /// Opens the file for writing and prepares it, after setting aside one that cannot be used. Throws when the directory cannot be written to.
    /// </summary>
    /// <param name="prepare">Sets the connection up and checks or makes the tables; throws when the file is not what it should be.</param>
    public SqliteConnection OpenForWriting(Action<SqliteConnection> prepare)
    {
        SetAsideReport = null;
        FinishSetAside();
        try
        {
            return ConnectAndPrepare(prepare);
        }
        catch (SqliteException fault) when (Path is not null && (IsDamage(fault) || fault.SqliteErrorCode == raw.SQLITE_ERROR))
        {
            SetAside(fault.Message);
        }

        return ConnectAndPrepare(prepare);
    }

    /// <summary>
    /// Opens a small file of what people did, as above: each change is on the disk when it is answered, and readers and the writer are not in each
    /// other's way.
    /// </summary>
    /// <param name="tables">Its tables.</param>
    public SqliteConnection OpenForWriting(SqliteSchema tables) => OpenForWriting(connection =>
    {
        SqliteScript.Run(connection, "PRAGMA journal_mode = WAL");
        SqliteScript.Run(connection, "PRAGMA synchronous = FULL");
        tables.Apply(connection);
    });

    /// <summary>Opens another connection for reading.</summary>
    /// <param name="timeoutSeconds">How long a command may run.</param>
    public SqliteConnection OpenForReading(int timeoutSeconds)
    {
        SqliteConnection connection = Connect(SqliteOpenMode.ReadOnly, timeoutSeconds);
        SqliteScript.Run(connection, "PRAGMA query_only = 1");
        if (Path is null)
        {
            // A shared cache locks whole tables; a list that shows a row a moment early is better than one that waits for the writer.
            SqliteScript.Run(connection, "PRAGMA read_uncommitted = 1");
        }

        return connection;
    }

    /// <summary>Bytes of the journal now.</summary>
    public long JournalBytes()
    {
        var journal = new FileInfo(Path + "-wal");
        return Path is not null && journal.Exists ? journal.Length : 0;
    }

    /// <summary>Renames the file and its journal; the writer's connection must be closed.</summary>
    public void SetAside(string reason)
    {
        SqliteConnection.ClearAllPools();
        if (Path is null)
        {
            SetAsideReport = reason;
            return;
        }

        foreach (string old in Directory.EnumerateFiles(directory!, name + DamagedInfix + "*"))
        {
            File.Delete(old);
        }

        string target = Path + DamagedInfix + clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Move(target);
        SetAsideReport = $"{Path} cannot be used ({reason}); it is now {target}";
    }

    /// <summary>Renames the rest of a file that the process before was renaming when it ended: SQLite deletes a journal without a file.</summary>
    private void FinishSetAside()
    {
        if (LastSetAside is { } target && !File.Exists(Path))
        {
            Move(target);
        }
    }

    private void Move(string target)
    {
        foreach (string companion in Companions.Where(companion => File.Exists(Path + companion)))
        {
            File.Move(Path + companion, target + companion, overwrite: true);
        }
    }

    private SqliteConnection ConnectAndPrepare(Action<SqliteConnection> prepare)
    {
        SqliteConnection connection = Connect(SqliteOpenMode.ReadWriteCreate, timeoutSeconds: null);
        try
        {
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection Connect(SqliteOpenMode mode, int? timeoutSeconds)
    {
        var builder = new SqliteConnectionStringBuilder();
        if (timeoutSeconds is { } seconds)
        {
            builder.DefaultTimeout = seconds;
        }

        if (Path is null)
        {
            (builder.DataSource, builder.Mode, builder.Cache) = (_memoryName, SqliteOpenMode.Memory, SqliteCacheMode.Shared);
        }
        else
        {
            (builder.DataSource, builder.Mode, builder.Pooling) = (Path, mode, mode == SqliteOpenMode.ReadOnly);
            if (mode == SqliteOpenMode.ReadWriteCreate)
            {
                Protect(Path);
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
}
