using System.Buffers;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Sqlite;
using PodMirror.Spans;

namespace PodMirror.Agent.Store;

/// <summary>Inserts one span: its columns, and itself.</summary>
internal sealed class ExchangeTable : IDisposable
{
    private readonly ArrayBufferWriter<byte> _anomalies = new(StoreLimits.MaxAnomaliesBytes);
    private readonly SqliteStatement _insertExchange;
    private readonly SqliteStatement _insertSpan;

    /// <summary>Prepares the statements.</summary>
    public ExchangeTable(SqliteConnection connection)
    {
        _insertExchange = new SqliteStatement(connection, """
            INSERT INTO exchanges (time_ns, received_ns, duration_ns, resource_id, scope_id, trace_id, span_id, direction,
                name, method, path, status, anomalies, host, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            ON CONFLICT (trace_id, span_id) DO NOTHING RETURNING id
            """);
        _insertSpan = new SqliteStatement(connection, "INSERT INTO spans (id, body) VALUES (?1, ?2)");
    }

    /// <summary>
    /// Inserts a span that was checked before. Returns its id, or 0 when the store has it already; the row lives until the next call.
    /// </summary>
    /// <remarks>The id is given, as SQLite would use one up for each span that is there already, and a gap tells of a row that is gone.</remarks>
    public long Insert(
        long id,
        ReadOnlySpan<byte> span,
        in SpanFields fields,
        in ExchangeColumns columns,
        long resourceId,
        long scopeId,
        long receivedNs,
        out ExchangeRow row)
    {
        row = new ExchangeRow
        {
            TimeNs = fields.StartNs <= receivedNs + StoreLimits.MaxClockSkewNs ? fields.StartNs : receivedNs,
            DurationNs = Math.Max(0, fields.EndNs - fields.StartNs),
            Direction = columns.Direction,
            Name = Utf8Text.Truncate(fields.Name, StoreLimits.MaxTextBytes),
            Method = Utf8Text.Truncate(columns.Method, StoreLimits.MaxTextBytes),
            Path = Utf8Text.Truncate(columns.Path, StoreLimits.MaxPathBytes),
            Host = Utf8Text.Truncate(columns.Host, StoreLimits.MaxTextBytes),
            Status = columns.Status,
            Anomalies = AnomalyList(columns.Anomalies),
            TraceId = fields.TraceId,
            SpanId = fields.SpanId,
        };
        row.Id = _insertExchange.Bind(1, row.TimeNs)
            .Bind(2, receivedNs)
            .Bind(3, row.DurationNs)
            .Bind(4, resourceId)
            .Bind(5, scopeId)
            .BindBlob(6, row.TraceId)
            .BindBlob(7, row.SpanId)
            .Bind(8, (long)row.Direction)
            .BindText(9, row.Name)
            .BindText(10, row.Method)
            .BindText(11, row.Path)
            .Bind(12, row.Status)
            .BindText(13, row.Anomalies)
            .BindText(14, row.Host)
            .Bind(15, id)
            .RunScalar();
        if (row.Id != 0)
        {
            _insertSpan.Bind(1, row.Id).BindBlob(2, span).Run();
        }

        return row.Id;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insertExchange.Dispose();
        _insertSpan.Dispose();
    }

    /// <summary>The names with a comma before and after each, so that a filter finds whole names; empty when there are none.</summary>
    private ReadOnlySpan<byte> AnomalyList(AnyValue anomalies)
    {
        _anomalies.ResetWrittenCount();
        var items = new ProtoReader(anomalies.Bytes);
        while (items.TryReadTag(out int field, out WireType wire))
        {
            if (field != 1)
            {
                items.TrySkip(wire);
            }
            else if (items.TryReadBytes(wire, out ReadOnlySpan<byte> item)
                && AnyValue.TryRead(item, out AnyValue name, out _)
                && name.Kind == AnyValueKind.String
                && _anomalies.WrittenCount + name.Bytes.Length + 2 <= StoreLimits.MaxAnomaliesBytes)
            {
                _anomalies.Write(_anomalies.WrittenCount == 0 ? ","u8 : default);
                _anomalies.Write(name.Bytes);
                _anomalies.Write(","u8);
            }
        }

        return _anomalies.WrittenSpan;
    }
}
