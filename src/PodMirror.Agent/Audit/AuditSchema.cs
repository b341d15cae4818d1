using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Audit;

/// <summary>The audit's table.</summary>
internal static class AuditSchema
{
    private static readonly string[] Probes = ["SELECT id, time_ns, user, role, action, target FROM entries"];

    // AUTOINCREMENT: a number is never given twice, not even after the newest were deleted.
    private const string Create = """
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time_ns INTEGER NOT NULL,
            user TEXT,
            role TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL
        ) STRICT;
        CREATE INDEX refused ON entries (id) WHERE action = 'sign_in_refused';
        """;

    /// <summary>The table.</summary>
    public static SqliteSchema Tables { get; } = new(1, Create, Probes);
}
