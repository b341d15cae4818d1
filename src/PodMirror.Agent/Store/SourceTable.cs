using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Store;

/// <summary>
/// Resources and scopes, each kept once whatever the number of its spans: a sender that repeats a large one for each small span cannot
/// make the store larger than what it sent.
/// </summary>
internal sealed class SourceTable : IDisposable
{
    private const int HashBytes = 16;
    private readonly Dictionary<UInt128, long> _ids = [];
    private readonly HashSet<long> _touched = [];
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _touch;
    private readonly SqliteStatement _expire;

    /// <summary>Prepares the statements.</summary>
    public SourceTable(SqliteConnection connection)
    {
        _insert = new SqliteStatement(connection, """
            INSERT INTO sources (hash, service, namespace, pod, last_exchange_id, body) VALUES (?1, ?2, ?3, ?4, 0, ?5)
            ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING id
            """);
        _touch = new SqliteStatement(connection, "UPDATE sources SET last_exchange_id = ?2 WHERE id = ?1");
        _expire = new SqliteStatement(connection, "DELETE FROM sources WHERE last_exchange_id <= ?1");
    }

    /// <summary>Changes when ids that were given out may be gone.</summary>
    public int Epoch { get; private set; }

    /// <summary>The id of a resource, which is inserted when it is new.</summary>
    public long Resource(ReadOnlySpan<byte> resource) => Find(resource, inResource: true);

    /// <summary>The id of a scope, which is inserted when it is new.</summary>
    public long Scope(ReadOnlySpan<byte> scope) => Find(scope, inResource: false);

    /// <summary>The sources belong to a row of the transaction.</summary>
    public void Touch(long resourceId, long scopeId)
    {
        _touched.Add(resourceId);
        _touched.Add(scopeId);
    }

    /// <summary>Before a commit: the sources of this transaction live at least as long as the row with this id.</summary>
    public void Flush(long lastExchangeId)
    {
        foreach (long id in _touched)
        {
            _touch.Bind(1, id).Bind(2, lastExchangeId).Run();
        }

        _touched.Clear();
    }

    /// <summary>Deletes the sources whose rows are all at or below the id.</summary>
    public void Expire(long exchangeId)
    {
        if (_expire.Bind(1, exchangeId).Run() > 0)
        {
            _ids.Clear();
            Epoch++;
        }
    }

    /// <summary>After a rollback: what was remembered may not be there.</summary>
    public void Forget()
    {
        _ids.Clear();
        _touched.Clear();
        Epoch++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _touch.Dispose();
        _expire.Dispose();
    }

    private long Find(ReadOnlySpan<byte> body, bool inResource)
    {
        Span<byte> full = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, full);
        Span<byte> hash = full[..HashBytes];
        // A resource and a scope may be the same bytes and mean different things.
        hash[0] = (byte)((hash[0] & 0xFE) | (inResource ? 1 : 0));
        UInt128 key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        if (_ids.TryGetValue(key, out long id))
        {
            return id;
        }

        SourceNames names = inResource ? SourceNames.Of(body) : default;
        id = _insert.BindBlob(1, hash)
            .BindText(2, Utf8Text.Truncate(names.Service, StoreLimits.MaxTextBytes))
            .BindText(3, Utf8Text.Truncate(names.Namespace, StoreLimits.MaxTextBytes))
            .BindText(4, Utf8Text.Truncate(names.Pod, StoreLimits.MaxTextBytes))
            .BindBlob(5, body)
            .RunScalar();
        if (_ids.Count >= StoreLimits.MaxCachedSources)
        {
            _ids.Clear();
        }

        _ids[key] = id;
        return id;
    }
}
