using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Sqlite;

/// <summary>The tables of a file, and their version.</summary>
/// <param name="Version">user_version of a file that this agent reads and writes.</param>
/// <param name="Create">Statements that make the tables of a new file.</param>
/// <param name="Probes">Statements that compile only where every table has every column: a version number alone can be another program's.</param>
internal sealed record SqliteSchema(int Version, string Create, string[] Probes)
{
    /// <summary>Statements that make this version of the one before, for files of an older agent; null when there is no such way.</summary>
    public string? Upgrade { get; init; }

    /// <summary>
    /// Makes the tables of a new file, or those of the version before into these; throws <see cref="SqliteException"/> when an old file is of neither
    /// schema.
    /// </summary>
    /// <param name="connection">The file.</param>
    /// <param name="fill">Fills the tables in the transaction that makes them: after a crash the file is new again, or has all of it.</param>
    public void Apply(SqliteConnection connection, Action? fill = null)
    {
        using var read = new SqliteStatement(connection, "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version");
        read.Step();
        (long version, long tables) = (read.Int(0), read.Int(1));
        read.Reset();
        if (version == 0 && tables == 0)
        {
            SqliteScript.Run(connection, $"BEGIN; {Create} PRAGMA user_version = {Version}");
            fill?.Invoke();
            SqliteScript.Run(connection, "COMMIT");
        }
        else if (version == Version - 1 && Upgrade is not null)
        {
            SqliteScript.Run(connection, $"BEGIN; {Upgrade} PRAGMA user_version = {Version}; COMMIT");
        }
        else if (version != Version)
        {
            throw new SqliteException($"its schema version is {version}, this agent's is {Version}", raw.SQLITE_NOTADB);
        }

        foreach (string probe in Probes)
        {
            new SqliteStatement(connection, probe).Dispose();
        }
    }
}
