using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Sqlite;

/// <summary>Runs fixed SQL whose rows nobody reads.</summary>
internal static class SqliteScript
{
    /// <summary>Runs one or more statements to their end.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        int code = raw.sqlite3_exec(connection.Handle, sql);
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        }
    }

    /// <summary>Takes the open transaction back, if there is one.</summary>
    public static void Rollback(SqliteConnection connection)
    {
        // Some errors have rolled back already, and then another ROLLBACK would itself be an error.
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Run(connection, "ROLLBACK");
        }
    }
}
