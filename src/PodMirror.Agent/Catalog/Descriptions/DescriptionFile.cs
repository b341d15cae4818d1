using Microsoft.Data.Sqlite;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>
/// Where descriptions are kept: a file of its own, since they are people's work, and neither the store's bound nor damage to it may take them along.
/// One thread at a time.
/// </summary>
/// <param name="directory">The data directory; null keeps them in memory.</param>
/// <param name="clock">Names a file that is set aside.</param>
internal sealed class DescriptionFile(string? directory, TimeProvider clock) : IDisposable
{
    private static readonly SqliteSchema Tables = new(
        1,
        """
        CREATE TABLE descriptions (
            service TEXT PRIMARY KEY,
            content_type TEXT NOT NULL,
            text BLOB NOT NULL,
            memory BLOB NOT NULL
        ) STRICT;
        """,
        ["SELECT service, content_type, text, memory FROM descriptions"]);

    private readonly SqliteFile _file = new(directory, "descriptions.db", clock);
    private SqliteConnection? _connection;

    /// <summary>Why a file was set aside when this one was opened; null when none was.</summary>
    public string? SetAsideReport => _file.SetAsideReport;

    /// <summary>Whether descriptions may have been in a file that was set aside, by this process or one before it.</summary>
    public bool HasLost => _file.LastSetAside is not null;

    private SqliteConnection Connection => _connection ?? throw new InvalidOperationException("the descriptions are not open");

    /// <summary>Opens it, and reads all that are there. Throws <see cref="SqliteException"/> while the disk fails.</summary>
    public IReadOnlyList<StoredDescription> Open()
    {
        try
        {
            _connection ??= _file.OpenForWriting(Tables);
        }
        catch (IOException fault)
        {
            // Whoever answers a request would take it for a client that went away.
            throw new SqliteException(FaultText.Of(fault, directory!), raw.SQLITE_IOERR);
        }

        List<StoredDescription> all = [];
        using var read = new SqliteStatement(_connection, "SELECT service, content_type, text, memory FROM descriptions ORDER BY service");
        while (read.Step())
        {
            all.Add(new StoredDescription(read.Text(0), read.Text(1), read.Bytes(2).ToArray(), read.Bytes(3).ToArray()));
        }

        return all;
    }

    /// <summary>Reads what was uploaded for a service; null when nothing was.</summary>
    public (string ContentType, byte[] Text)? Read(string service)
    {
        using var read = new SqliteStatement(Connection, "SELECT content_type, text FROM descriptions WHERE service = ?1");
        read.BindText(1, service);
        return read.Step() ? (read.Text(0), read.Bytes(1).ToArray()) : null;
    }

    /// <summary>Keeps a description, in place of the one before.</summary>
    public void Put(StoredDescription description)
    {
        const string Sql = "INSERT OR REPLACE INTO descriptions (service, content_type, text, memory) VALUES (?1, ?2, ?3, ?4)";
        using var put = new SqliteStatement(Connection, Sql);
        put.BindText(1, description.Service).BindText(2, description.ContentType);
        put.BindBlob(3, description.Text).BindBlob(4, description.Memory).Run();
    }

    /// <summary>Keeps what a comparison left.</summary>
    public void PutMemory(string service, byte[] memory)
    {
        using var put = new SqliteStatement(Connection, "UPDATE descriptions SET memory = ?2 WHERE service = ?1");
        put.BindText(1, service).BindBlob(2, memory).Run();
    }

    /// <summary>Forgets a description.</summary>
    public void Remove(string service)
    {
        using var remove = new SqliteStatement(Connection, "DELETE FROM descriptions WHERE service = ?1");
        remove.BindText(1, service).Run();
    }

    /// <inheritdoc/>
    public void Dispose() => _connection?.Dispose();
}
