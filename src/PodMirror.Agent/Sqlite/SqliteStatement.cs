using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Sqlite;

/// <summary>
/// A prepared statement that binds and reads UTF-8 and blobs without strings and boxes, and keeps NULs in texts, which the ADO.NET layer does
/// not. Parameters count from 1, columns from 0, as in SQLite. Errors of the database are <see cref="SqliteException"/>.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Compiles one statement.</summary>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Binds an integer.</summary>
    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds a number with a fraction.</summary>
    public SqliteStatement Bind(int parameter, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds bytes; the database copies them.</summary>
    public SqliteStatement BindBlob(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds UTF-8 text, or NULL for none at all.</summary>
    public SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(utf8.IsEmpty ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, utf8));
        return this;
    }

    /// <summary>Binds text.</summary>
    public SqliteStatement BindText(int parameter, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds an integer, or NULL.</summary>
    public SqliteStatement Bind(int parameter, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, parameter, number) : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Steps to the next row; false when there is none, and then the statement is ready to be bound anew.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        // The code of a reset is that of the step before it.
        raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }

        return false;
    }

    /// <summary>Steps to the end; returns how many rows the statement changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first column of the first row as an integer; 0 when there is none or it is NULL.</summary>
    public long RunScalar()
    {
        long value = Step() ? Int(0) : 0;
        Reset();
        return value;
    }

    /// <summary>Ends a reading early.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>An integer column; 0 for NULL.</summary>
    public long Int(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The bytes of a text or blob column, until the next step; empty for NULL.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A text column as a string; empty for NULL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>True when the column is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
