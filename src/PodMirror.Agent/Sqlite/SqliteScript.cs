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
}
