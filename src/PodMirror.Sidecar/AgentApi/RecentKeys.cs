namespace PodMirror.Sidecar.AgentApi;

/// <summary>The calls that were shown last, so that none is shown twice where the list and the live stream overlap.</summary>
internal sealed class RecentKeys
{
    /// <summary>As many as a list has, twice.</summary>
    internal const int Capacity = 2000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers a call; false when it is remembered already.</summary>
    internal bool Add(string key)
    {
        if (!_known.Add(key))
        {
            return false;
        }

        _order.Enqueue(key);
        if (_order.Count > Capacity)
        {
            _known.Remove(_order.Dequeue());
        }

        return true;
    }
}
