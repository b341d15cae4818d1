using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Endpoints;

/// <summary>
/// The callers of a service, the most frequent when there are too many, as <see cref="TopNames"/> has them of an endpoint: here each with its times.
/// </summary>
internal sealed class ServiceCallers(CallerBudget budget)
{
    private readonly Dictionary<string, CallerState> _callers = new(StringComparer.Ordinal);

    /// <summary>All that are kept.</summary>
    public IReadOnlyCollection<CallerState> All => _callers.Values;

    /// <summary>Counts a call.</summary>
    /// <param name="name">The caller.</param>
    /// <param name="timeMillis">When it began, in milliseconds since 1970.</param>
    /// <param name="tells">Whether it is the caller that tells of it.</param>
    public void Count(ReadOnlySpan<char> name, long timeMillis, bool tells)
    {
        name = TopNames.Cut(name);
        if (!_callers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out CallerState? caller))
        {
            caller = TryAdd(name.ToString()) ?? Replace(name.ToString());
        }

        caller.Calls++;
        caller.Mirrored |= tells;
        caller.LastSeen = Math.Max(caller.LastSeen, timeMillis);
        caller.Recent.Add(timeMillis);
    }

    /// <summary>The caller of a name, a new one when it is not there; null when there is no place for it.</summary>
    public CallerState? TryAdd(string name)
    {
        if (_callers.TryGetValue(name, out CallerState? known))
        {
            return known;
        }

        if (!budget.TryTake(_callers.Count))
        {
            return null;
        }

        var added = new CallerState(name, new RecentCalls());
        _callers.Add(name, added);
        return added;
    }

    // Space-Saving: the least gives its place, and its count is by how much the new one's may be too much. When it called is not taken over.
    private CallerState Replace(string name)
    {
        CallerState least = _callers.Values.MinBy(caller => caller.Calls)!;
        _callers.Remove(least.Name);
        least.Recent.Clear();
        var added = new CallerState(name, least.Recent) { Calls = least.Calls, Error = least.Calls };
        _callers.Add(name, added);
        return added;
    }
}
