using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Store;

/// <summary>The store's tables. docs/agent.md shows them.</summary>
internal static class StoreSchema
{
    private static readonly string[] Probes =
    [
        "SELECT id, hash, service, namespace, pod, last_exchange_id, body FROM sources",
        """
        SELECT id, time_ns, received_ns, duration_ns, resource_id, scope_id, trace_id, span_id, direction, name, method, path, status, anomalies,
            host
        FROM exchanges
        """,
        "SELECT id, body FROM spans",
    ];

    /// <summary>
    /// Rows are narrow and the spans lie apart, so a filter over all rows reads a few megabytes, not the whole file. Ids grow with arrival and are
    /// never used twice. The unique index makes a sender's second try harmless. last_exchange_id tells when a source has no row left.
    /// </summary>
    private const string Create = """
        CREATE TABLE sources (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            service TEXT,
            namespace TEXT,
            pod TEXT,
            last_exchange_id INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE exchanges (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time_ns INTEGER NOT NULL,
            received_ns INTEGER NOT NULL,
            duration_ns INTEGER NOT NULL,
            resource_id INTEGER NOT NULL,
            scope_id INTEGER NOT NULL,
            trace_id BLOB NOT NULL,
            span_id BLOB NOT NULL,
            direction INTEGER NOT NULL,
            name TEXT,
            method TEXT,
            path TEXT,
            status INTEGER,
            anomalies TEXT,
            host TEXT
        ) STRICT;
        CREATE UNIQUE INDEX exchanges_span ON exchanges (trace_id, span_id);
        CREATE INDEX exchanges_time ON exchanges (time_ns);
        CREATE TABLE spans (
            id INTEGER PRIMARY KEY,
            body BLOB NOT NULL
        ) STRICT;
        """;

    /// <summary>The tables. Rows of version 1 have no host: it stands in their spans, and a filter for one does not find them.</summary>
    public static SqliteSchema Tables { get; } = new(2, Create, Probes) { Upgrade = "ALTER TABLE exchanges ADD COLUMN host TEXT;" };
}
