using Microsoft.Data.Sqlite;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Store;

/// <summary>One open database and its transactions.</summary>
internal sealed class StoreSession : IDisposable
{
    // The oldest rows leave first, so the last one is there unless all are gone. Then the sequence tells, which a span that was there already may
    // have moved on.
    private const string LastId =
        "SELECT coalesce((SELECT max(id) FROM exchanges), (SELECT seq FROM sqlite_sequence WHERE name = 'exchanges'), 0)";

    private readonly SqliteConnection _connection;
    private readonly ExchangeTable _exchanges;
    private readonly AgentMetrics _metrics;
    private readonly IRowListener _listener;
    private long _lastId;
    private long _bytes;
    private int _rows;
    private int _duplicates;
    private int _thinned;
    private long _skip;

    /// <summary>Opens the file.</summary>
    public StoreSession(StoreFile file, StoreOptions options, AgentMetrics metrics, IRowListener listener)
    {
        _connection = file.OpenForWriting();
        _metrics = metrics;
        _listener = listener;
        try
        {
            Sources = new SourceTable(_connection);
            _exchanges = new ExchangeTable(_connection);
            Retention = new StoreRetention(_connection, file, options, metrics, Sources);
            using var last = new SqliteStatement(_connection, LastId);
            CommittedId = last.RunScalar();
        }
        catch
        {
            // It is tried again every few seconds.
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Resources and scopes.</summary>
    public SourceTable Sources { get; }

    /// <summary>The bounds.</summary>
    public StoreRetention Retention { get; }

    /// <summary>The last id that was given out and committed, whether its row is still there or not; 0 for none.</summary>
    public long CommittedId { get; private set; }

    /// <summary>Spans settled by commits so far: stored, known already, or left out.</summary>
    public long Settled { get; private set; }

    /// <summary>True when the open transaction should be ended for its size.</summary>
    public bool IsFull => _bytes >= StoreLimits.MaxTransactionBytes || _rows + _duplicates + _thinned >= StoreLimits.MaxTransactionRows;

    /// <summary>Begins a transaction, after making room for it.</summary>
    /// <param name="skip">The next spans to come that an earlier transaction of the same batch has settled.</param>
    public void Begin(long skip = 0)
    {
        Retention.MakeRoom();
        SqliteScript.Run(_connection, "BEGIN IMMEDIATE");
        (_bytes, _rows, _duplicates, _thinned, _lastId) = (0, 0, 0, 0, CommittedId);
        _skip = skip;
    }

    /// <summary>Whether the next span is to be inserted: it is not settled already, and this second has room for it.</summary>
    public bool TakesNext(StoreRate rate)
    {
        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        bool takes = rate.TryTake();
        _thinned += takes ? 0 : 1;
        return takes;
    }

    /// <summary>Inserts a span that was checked before.</summary>
    public void Insert(ReadOnlySpan<byte> span, in SourceNames names, long resourceId, long scopeId, long receivedNs)
    {
        SpanFields.TryRead(span, out SpanFields fields, out _);
        ExchangeColumns columns = ExchangeColumns.Of(span, fields.Kind);
        long id = _exchanges.Insert(_lastId + 1, span, fields, columns, resourceId, scopeId, receivedNs, out ExchangeRow row);
        _bytes += span.Length;
        if (id == 0)
        {
            _duplicates++;
            return;
        }

        _rows++;
        _lastId = id;
        Sources.Touch(resourceId, scopeId);
        if (_listener.IsListening && !ProbeMark.IsService(names.Service))
        {
            row.Service = names.Service;
            row.Namespace = names.Namespace;
            row.Pod = names.Pod;
            _listener.OnInserted(row);
        }
    }

    /// <summary>Commits; the rows count as stored from here on.</summary>
    public void Commit()
    {
        Sources.Flush(_lastId);
        SqliteScript.Run(_connection, "COMMIT");
        CommittedId = Math.Max(CommittedId, _lastId);
        Retention.OnCommitted(_rows);
        _metrics.SpansStored.Add(_rows);
        _metrics.SpansDuplicate.Add(_duplicates);
        _metrics.SpansDropped.Add(StoreDropReason.Rate, _thinned);
        Settled += _rows + _duplicates + _thinned;
        _listener.OnCommitted();
    }

    /// <summary>Takes the open transaction back, if there is one.</summary>
    public void Rollback()
    {
        SqliteScript.Rollback(_connection);

        Sources.Forget();
        _listener.OnRolledBack();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Retention.Dispose();
        Sources.Dispose();
        _exchanges.Dispose();
        _connection.Dispose();
    }
}
