using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>The queue's tables. docs/queue.md tells how they are written and read.</summary>
internal static class QueueSchema
{
    private static readonly string[] Probes =
    [
        "SELECT id, received_ns, spans, raw_bytes, checksum, body FROM batches",
        "SELECT name, done_to, ahead, checksum FROM destinations",
    ];

    /// <summary>
    /// The small columns stand before the body, so that they are read without it. ahead holds the runs of batches past done_to that are done.
    /// The checksums are <see cref="QueueChecksum"/>s.
    /// </summary>
    private const string Create = """
        CREATE TABLE batches (
            id INTEGER PRIMARY KEY,
            received_ns INTEGER NOT NULL,
            spans INTEGER NOT NULL,
            raw_bytes INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE destinations (
            name TEXT PRIMARY KEY,
            done_to INTEGER NOT NULL,
            ahead BLOB NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The tables.</summary>
    public static SqliteSchema Tables { get; } = new(1, Create, Probes);
}
