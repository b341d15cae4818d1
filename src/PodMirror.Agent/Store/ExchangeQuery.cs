using System.Text;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Store;

/// <summary>A filter as SQL. Values are always bound, never written into the text.</summary>
internal sealed class ExchangeQuery
{
    /// <summary>The columns of a row, in the order that <see cref="ReadRow"/> reads them.</summary>
    public const string SelectRow = """
        SELECT e.id, e.time_ns, e.duration_ns, e.direction, r.service, r.namespace, r.pod,
            e.name, e.method, e.path, e.status, e.anomalies, e.trace_id, e.span_id, e.host
        """;

    private readonly StringBuilder _where = new();
    private readonly List<object> _values = [];

    /// <summary>Translates the filter.</summary>
    public ExchangeQuery(ExchangeFilter filter)
    {
        AddService(filter.Service);
        Add("r.namespace = ?", filter.Namespace);
        Add("r.pod = ?", filter.Pod);
        Add("e.method = ? COLLATE NOCASE", filter.Method);
        AddPath(filter);
        AddStatus(filter.Status);
        Add("e.direction = ?", filter.Direction is { } direction ? (long)direction : null);
        Add("e.duration_ns >= ?", filter.MinDurationNs);
        Add("e.time_ns >= ?", filter.SinceNs);
        Add("e.time_ns < ?", filter.UntilNs);
        Add("instr(lower(e.path), lower(?)) > 0", filter.PathContains);
        if (filter.Anomaly is { Length: 0 })
        {
            Add("e.anomalies IS NOT NULL");
        }
        else
        {
            Add("instr(e.anomalies, ?) > 0", filter.Anomaly is null ? null : $",{filter.Anomaly},");
        }

        Add("e.trace_id = ?", filter.TraceId);
        if (filter.Where?.Sql is { } condition)
        {
            Add(condition.Text, condition.Values);
        }

        if (filter.Cursor is { } cursor)
        {
            Add("e.time_ns <= ?", cursor.TimeNs);
            Add("(e.time_ns < ? OR e.id < ?)", cursor.TimeNs, cursor.Id);
        }

        // Rows that SQL lets through and the filter does not are no part of the page.
        string end = filter.Where is { IsExact: false } ? "" : $" LIMIT {filter.Limit + 1}";

        // CROSS JOIN keeps SQLite from beginning with the sources, which would sort all rows to show a hundred.
        Sql = $"{SelectRow} FROM exchanges e CROSS JOIN sources r ON r.id = e.resource_id{_where} "
            + $"ORDER BY e.time_ns DESC, e.id DESC{end}";
    }

    /// <summary>The statement; it gives at least one row more than the limit, which tells whether there is another page.</summary>
    public string Sql { get; }

    /// <summary>Compiles the statement and binds the filter's values.</summary>
    public SqliteStatement Prepare(SqliteConnection connection)
    {
        var statement = new SqliteStatement(connection, Sql);
        for (int i = 0; i < _values.Count; i++)
        {
            _ = _values[i] switch
            {
                long number => statement.Bind(i + 1, number),
                double number => statement.Bind(i + 1, number),
                byte[] bytes => statement.BindBlob(i + 1, bytes),
                var text => statement.BindText(i + 1, (string)text),
            };
        }

        return statement;
    }

    /// <summary>The row that the statement stands on.</summary>
    public static ExchangeRow ReadRow(SqliteStatement statement) => new()
    {
        Id = statement.Int(0),
        TimeNs = statement.Int(1),
        DurationNs = statement.Int(2),
        Direction = (Exchange.Direction)statement.Int(3),
        Service = statement.Bytes(4),
        Namespace = statement.Bytes(5),
        Pod = statement.Bytes(6),
        Name = statement.Bytes(7),
        Method = statement.Bytes(8),
        Path = statement.Bytes(9),
        Status = statement.IsNull(10) ? null : statement.Int(10),
        Anomalies = statement.Bytes(11),
        TraceId = statement.Bytes(12),
        SpanId = statement.Bytes(13),
        Host = statement.Bytes(14),
    };

    private void AddService(string? service)
    {
        if (service is not null)
        {
            Add("r.service = ?", service);
        }
        else
        {
            // The agent's own probes are no traffic: who asks for them names them.
            Add("r.service IS NOT ?", ProbeMark.Service);
        }
    }

    private void AddPath(ExchangeFilter filter)
    {
        if (filter.PathIsPrefix)
        {
            Add("substr(e.path, 1, length(?)) = ?", filter.Path!, filter.Path!);
        }
        else
        {
            Add("e.path = ?", filter.Path);
        }
    }

    private void AddStatus(StatusRange? status)
    {
        switch (status)
        {
            case { Missing: true }:
                Add("e.status IS NULL");
                break;
            case { } range:
                Add("e.status BETWEEN ? AND ?", range.Min, range.Max);
                break;
        }
    }

    private void Add(string condition, object? value)
    {
        if (value is not null)
        {
            Add(condition, [value]);
        }
    }

    private void Add(string condition, params object[] values)
    {
        _where.Append(_where.Length == 0 ? " WHERE " : " AND ").Append(condition);
        _values.AddRange(values);
    }
}
