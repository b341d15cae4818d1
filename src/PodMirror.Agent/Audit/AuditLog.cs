using System.Text;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Access;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Sqlite;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Audit;

/// <summary>
/// The audit in a file of its own, so that neither the store's bound nor damage to it takes it along. Changes are made by people: one connection
/// behind a lock is enough, and each line is on the disk when the answer to the change is sent.
/// </summary>
/// <param name="directory">The data directory; null keeps it in memory.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Where each line is told too.</param>
internal sealed class AuditLog(string? directory, TimeProvider clock, ILogger log) : IAuditLog, IDisposable
{
    /// <summary>Lines that are kept; the oldest go. Some megabytes, and more changes than an agent sees in years.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Of those, refused sign-ins: whoever guesses must not push changes out.</summary>
    public const int MaxRefused = 1000;

    /// <summary>The action of a refused sign-in.</summary>
    public const string Refused = "sign_in_refused";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    // Names come from files of ours or claims of a provider, targets from traffic.
    private const int MaxTextLength = 512;

    private readonly SqliteFile _file = new(directory, "audit.db", clock);
    private readonly Lock _gate = new();
    private SqliteConnection? _connection;
    private long _entries;
    private long _refused;
    private bool _isStarted;
    private long _triedAt;
    private bool _isTroubled;

    /// <summary>Lines that were written.</summary>
    public Counter Recorded { get; } = new();

    /// <summary>Lines that could not be kept.</summary>
    public Counter Failed { get; } = new();

    /// <summary>Opens the file, or with the next line when it cannot be opened now; throws when the directory cannot be written to.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _isStarted = true;
            try
            {
                Open();
            }
            catch (Exception fault) when (SqliteFile.MayPass(fault))
            {
                Fail(fault);
            }
        }
    }

    /// <inheritdoc/>
    public void Record(WebUser user, string action, string target)
    {
        (string? name, string to) = (user.Name is { } known ? Clean(known) : null, Clean(target));
        string role = Reasons.Name(user.Role);
        AuditMessages.Recorded(log, name ?? "-", role, action, to);
        lock (_gate)
        {
            try
            {
                Insert(name, role, action, to);
                Recorded.Add();
                _isTroubled = false;
            }
            catch (Exception fault) when (IsClosed(fault))
            {
                Failed.Add();
                Fail(fault);
            }
        }
    }

    /// <summary>Reads lines, the newest first.</summary>
    /// <param name="limit">So many.</param>
    /// <param name="before">Older than the one with this number.</param>
    /// <remarks>Throws what <see cref="IsClosed"/> tells when it cannot be read.</remarks>
    public IReadOnlyList<AuditEntry> Read(int limit, long before)
    {
        var entries = new List<AuditEntry>();
        lock (_gate)
        {
            const string Sql = "SELECT id, time_ns, user, role, action, target FROM entries WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
            using var read = new SqliteStatement(Connection, Sql);
            read.Bind(1, before).Bind(2, limit);
            while (read.Step())
            {
                string? user = read.IsNull(2) ? null : read.Text(2);
                entries.Add(new AuditEntry(read.Int(0), read.Int(1), user, read.Text(3), read.Text(4), read.Text(5)));
            }
        }

        return entries;
    }

    /// <summary>Whether a fault says that the audit can neither be read nor written now.</summary>
    public static bool IsClosed(Exception fault) =>
        fault is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStarted = false;
            _connection?.Dispose();
            _connection = null;
        }
    }

    private SqliteConnection Connection => _connection
        ?? (_isStarted && clock.GetElapsedTime(_triedAt) >= BetweenTries ? Open() : throw new InvalidOperationException("the audit is not open"));

    private SqliteConnection Open()
    {
        // Whoever guesses passwords must not have each guess wait for a disk that hangs.
        _triedAt = clock.GetTimestamp();
        SqliteConnection connection = _file.OpenForWriting(AuditSchema.Tables);
        try
        {
            Count(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        if (_file.SetAsideReport is { } report)
        {
            AuditMessages.SetAside(log, report);
        }

        return _connection = connection;
    }

    private void Count(SqliteConnection connection)
    {
        using var count = new SqliteStatement(connection, $"SELECT count(*), count(*) FILTER (WHERE action = '{Refused}') FROM entries");
        count.Step();
        (_entries, _refused) = (count.Int(0), count.Int(1));
    }

    private void Fail(Exception fault)
    {
        if (!_isTroubled)
        {
            AuditMessages.Unwritable(log, FaultText.Of(fault, directory ?? "").ReplaceLineEndings(" "));
        }

        _isTroubled = true;
    }

    private void Insert(string? user, string role, string action, string target)
    {
        SqliteConnection connection = Connection;
        using (var insert = new SqliteStatement(connection, "INSERT INTO entries (time_ns, user, role, action, target) VALUES (?1, ?2, ?3, ?4, ?5)"))
        {
            insert.Bind(1, UnixTime.Nanoseconds(clock.GetUtcNow())).BindText(2, Encoding.UTF8.GetBytes(user ?? ""));
            insert.BindText(3, role).BindText(4, action).BindText(5, target).Run();
        }

        (_entries, _refused) = (_entries + 1, _refused + (action == Refused ? 1 : 0));
        while (_refused > MaxRefused)
        {
            DeleteOldest(connection, $"WHERE action = '{Refused}'");
        }

        while (_entries > MaxEntries)
        {
            DeleteOldest(connection, "");
        }
    }

    private void DeleteOldest(SqliteConnection connection, string which)
    {
        string sql = $"DELETE FROM entries WHERE id = (SELECT min(id) FROM entries {which}) RETURNING action = '{Refused}'";
        using var delete = new SqliteStatement(connection, sql);
        bool isRefused = delete.Step() && delete.Int(0) == 1;
        delete.Run();
        (_entries, _refused) = (_entries - 1, _refused - (isRefused ? 1 : 0));
    }

    // A target may be an attacker's path: it must not begin a line of the log.
    private static string Clean(string text)
    {
        string cut = text.Length <= MaxTextLength ? text : text[..MaxTextLength];
        return string.Concat(cut.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '\uFFFD' : letter));
    }
}
