using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using SQLitePCL;

namespace PodMirror.Agent.Store;

/// <summary>Reads rows on connections of its own, a few at a time, each within its time. Nothing is held open between two readings.</summary>
internal sealed class ExchangeReader(StoreFile file, StoreWriter writer, TimeProvider clock) : IDisposable
{
    private const string SelectOne = ExchangeQuery.SelectRow + """
        , r.body, c.body, s.body FROM exchanges e JOIN sources r ON r.id = e.resource_id JOIN sources c ON c.id = e.scope_id
        JOIN spans s ON s.id = e.id WHERE e.id = ?
        """;

    private readonly SemaphoreSlim _slots = new(StoreLimits.MaxReaders);

    /// <summary>Calls back for each row of the page, newest first; the cursor is of the next page, null at the end.</summary>
    public async Task<(ReadOutcome Outcome, ExchangeCursor? Next)> ListAsync(
        ExchangeFilter filter, Action<ExchangeRow> onRow, CancellationToken cancellation)
    {
        ExchangeCursor? next = null;
        ReadOutcome outcome = await ReadAsync(
            connection =>
            {
                using SqliteStatement statement = new ExchangeQuery(filter).Prepare(connection);
                ExchangeCursor last = default;
                for (int rows = 0; statement.Step();)
                {
                    ExchangeRow row = ExchangeQuery.ReadRow(statement);
                    if (filter.Where is { IsExact: false } where && !where.Matches(row))
                    {
                        continue;
                    }

                    if (rows++ == filter.Limit)
                    {
                        next = last;
                        break;
                    }

                    last = new ExchangeCursor(row.TimeNs, row.Id);
                    onRow(row);
                }

                return ReadOutcome.Done;
            },
            cancellation);
        return (outcome, next);
    }

    /// <summary>Calls back with one row, its resource, its scope and its span.</summary>
    public Task<ReadOutcome> GetAsync(long id, ExchangeBodyReader onExchange, CancellationToken cancellation) => ReadAsync(
        connection =>
        {
            using var statement = new SqliteStatement(connection, SelectOne);
            statement.Bind(1, id);
            if (!statement.Step())
            {
                return ReadOutcome.NotFound;
            }

            onExchange(ExchangeQuery.ReadRow(statement), statement.Bytes(15), statement.Bytes(16), statement.Bytes(17));
            return ReadOutcome.Done;
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task<ReadOutcome> ReadAsync(Func<SqliteConnection, ReadOutcome> read, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(StoreLimits.ReadTimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        bool entered = false;
        try
        {
            await _slots.WaitAsync(either.Token);
            entered = true;
            using SqliteConnection connection = file.OpenForReading();
            sqlite3 handle = connection.Handle!;
            await using CancellationTokenRegistration interrupt = either.Token.Register(() => raw.sqlite3_interrupt(handle));
            return read(connection);
        }
        catch (OperationCanceledException)
        {
            return ReadOutcome.TimedOut;
        }
        catch (SqliteException fault)
        {
            if (SqliteFile.IsDamage(fault))
            {
                writer.ReportDamage(fault.Message);
            }

            return fault.SqliteErrorCode == raw.SQLITE_INTERRUPT ? ReadOutcome.TimedOut : ReadOutcome.Failed;
        }
        finally
        {
            if (entered)
            {
                _slots.Release();
            }
        }
    }
}
