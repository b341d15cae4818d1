using System.Collections.Concurrent;
using PodMirror.Agent.Api;
using PodMirror.Agent.Filter;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Live;

/// <summary>Hands committed rows to every client that listens. A row is written as JSON once, and only when somebody wants it.</summary>
internal sealed class LiveHub(AgentMetrics metrics) : IRowListener
{
    private readonly ConcurrentDictionary<LiveClient, bool> _clients = new();
    private readonly List<(LiveClient Client, byte[] Row)> _inserted = [];
    private int _count;

    /// <summary>Clients that listen now.</summary>
    public int Clients => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public bool IsListening => Clients > 0;

    /// <summary>Adds a client; null when there are as many as may be.</summary>
    /// <param name="filter">Which rows it wants; null is all.</param>
    public LiveClient? TryJoin(RowFilter? filter = null)
    {
        if (Interlocked.Increment(ref _count) > LiveLimits.MaxClients)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        var client = new LiveClient(filter);
        _clients[client] = true;
        return client;
    }

    /// <summary>Takes a client away, once.</summary>
    public void Leave(LiveClient client)
    {
        _clients.TryRemove(client, out _);
        Interlocked.Decrement(ref _count);
    }

    /// <inheritdoc/>
    public void OnInserted(in ExchangeRow row)
    {
        byte[]? json = null;
        foreach ((LiveClient client, _) in _clients)
        {
            if (client.Wants(row))
            {
                _inserted.Add((client, json ??= ExchangeJson.Serialize(row)));
            }
        }
    }

    /// <inheritdoc/>
    public void OnCommitted()
    {
        foreach ((LiveClient client, byte[] row) in _inserted)
        {
            metrics.LiveRowsLost.Add(client.Offer(row) ? 0 : 1);
        }

        _inserted.Clear();
    }

    /// <inheritdoc/>
    public void OnRolledBack() => _inserted.Clear();
}
