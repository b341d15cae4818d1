using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using PodMirror.Agent.Store;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// Counts the store's rows in the order of their ids, each once. It asks for what is behind its mark, so that a start after a crash is nothing else
/// than going on: what the saved state has not counted is in the store, and what it has counted is in front of its mark.
/// </summary>
internal sealed class StoreFollower(StoreFile file, StoreWriter store, CatalogMetrics metrics)
{
    private const string SelectNext = """
        SELECT e.id, e.time_ns, e.span_id, r.service, s.body FROM exchanges e JOIN spans s ON s.id = e.id JOIN sources r ON r.id = e.resource_id
        WHERE e.id > ?1 AND e.id <= ?2 ORDER BY e.id LIMIT ?3
        """;

    private readonly CallReader _reader = new();
    private long _files;
    private long _countedTo;
    private bool _isResumed;

    /// <summary>Up to where it has counted.</summary>
    public CatalogMark Mark { get; private set; }

    /// <summary>Rows that wait for their turn.</summary>
    public long Behind => Math.Max(0, store.LastId - Interlocked.Read(ref _countedTo));

    /// <summary>Goes on behind a mark, once the store is open, when it is the one that it was made in.</summary>
    public void Begin(CatalogMark mark)
    {
        Mark = mark;
        Interlocked.Exchange(ref _countedTo, mark.Id);
    }

    /// <summary>Looks whether the store is the one of the mark, as soon as it was open; else it is counted from its beginning.</summary>
    /// <returns>False when it is another.</returns>
    public bool Resume()
    {
        if (_isResumed || !store.WasOpen)
        {
            return true;
        }

        (_files, _isResumed) = (store.Files, true);
        bool same = Mark.Id <= store.LastId && IsOf(Mark);
        Mark = same ? Mark : default;
        Interlocked.Exchange(ref _countedTo, Mark.Id);
        return same;
    }

    /// <summary>Counts some rows.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Step(ApiCatalog catalog)
    {
        try
        {
            return Read(catalog);
        }
        finally
        {
            Interlocked.Exchange(ref _countedTo, Mark.Id);
        }
    }

    private bool Read(ApiCatalog catalog)
    {
        if (_files != store.Files)
        {
            // Another file took the place of a damaged one, and what was counted stays counted.
            (_files, Mark) = (store.Files, default);
        }

        long last = store.LastId;
        if (last <= Mark.Id)
        {
            return false;
        }

        using SqliteConnection connection = file.OpenForReading();
        using var rows = new SqliteStatement(connection, SelectNext);
        rows.Bind(1, Mark.Id).Bind(2, last).Bind(3, FeedLimits.RowsPerRead);
        int count = 0;
        while (rows.Step())
        {
            count++;
            Take(rows, catalog);
        }

        if (count < FeedLimits.RowsPerRead)
        {
            // What is missing up to the end left the store before it was read.
            Miss(last);
            Mark = last > Mark.Id ? new CatalogMark(last, SpanId: 0) : Mark;
        }

        return last < store.LastId || count == FeedLimits.RowsPerRead;
    }

    private void Take(SqliteStatement row, ApiCatalog catalog)
    {
        long id = row.Int(0);
        Miss(id - 1);

        // Before it is counted: if counting failed, it would fail again.
        Mark = new CatalogMark(id, Number(row.Bytes(2)));
        if (_reader.TryRead(row.Bytes(3), row.Bytes(4), row.Int(1), out ObservedCall call) is { } reason)
        {
            metrics.Ignored.Add(reason);
            return;
        }

        catalog.Observe(call);
        metrics.Observed.Add();
    }

    // Who begins has missed nothing: what was there before was never to be counted.
    private void Miss(long upTo) => metrics.Missed.Add(Mark.Id == 0 ? 0 : Math.Max(0, upTo - Mark.Id));

    // A row that is gone by now says nothing against it.
    private bool IsOf(CatalogMark mark)
    {
        if (mark.Id == 0)
        {
            return true;
        }

        try
        {
            using SqliteConnection connection = file.OpenForReading();
            using var find = new SqliteStatement(connection, "SELECT span_id FROM exchanges WHERE id = ?1");
            find.Bind(1, mark.Id);
            bool same = !find.Step() || mark.SpanId == 0 || Number(find.Bytes(0)) == mark.SpanId;
            find.Reset();
            return same;
        }
        catch (SqliteException)
        {
            // The first reading meets the same fault, and tells it.
            return true;
        }
    }

    private static ulong Number(ReadOnlySpan<byte> spanId) => spanId.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(spanId) : 0;
}
