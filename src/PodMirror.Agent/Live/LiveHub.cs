using System.Collections.Concurrent;
using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Live;

/// <summary>Hands committed rows to every client that listens. A row is written as JSON once, and only when somebody listens.</summary>
internal sealed class LiveHub(AgentMetrics metrics) : IRowListener
{
    private readonly ConcurrentDictionary<LiveClient, bool> _clients = new();
    private readonly List<byte[]> _inserted = [];
    private int _count;

    /// <summary>Clients that listen now.</summary>
    public int Clients => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public bool IsListening => Clients > 0;

    /// <summary>Adds a client; null when there are as many as may be.</summary>
    public LiveClient? TryJoin()
    {
        if (Interlocked.Increment(ref _count) > LiveLimits.MaxClients)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        var client = new LiveClient();
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
    public void OnInserted(in ExchangeRow row) => _inserted.Add(ExchangeJson.Serialize(row));

    /// <inheritdoc/>
    public void OnCommitted()
    {
        foreach (byte[] row in _inserted)
        {
            foreach ((LiveClient client, _) in _clients)
            {
                metrics.LiveRowsLost.Add(client.Offer(row) ? 0 : 1);
            }
        }

        _inserted.Clear();
    }

    /// <inheritdoc/>
    public void OnRolledBack() => _inserted.Clear();
}
