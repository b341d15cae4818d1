using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>
/// Endpoints of the last half minute to minute, in bounded memory: when there are too many, the calls of the others are one row.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class EndpointTable(TimeProvider clock)
{
    /// <summary>Endpoints at most; each has some 4 KiB.</summary>
    internal const int MaxEndpoints = 1000;

    /// <summary>Half of the window.</summary>
    internal static readonly TimeSpan Half = TimeSpan.FromSeconds(30);

    private const string Others = "(others)";

    private readonly Dictionary<EndpointKey, EndpointCounts> _endpoints = [];
    private readonly EndpointCounts _rest = new();
    private EndpointTemplates? _templates;
    private long _calls;
    private long _halfBegan = clock.GetTimestamp();
    private TimeSpan _olderHalf;

    /// <summary>Calls that are known to have been lost, since the start.</summary>
    internal long Lost { get; set; }

    /// <summary>How long the window is now.</summary>
    internal TimeSpan Window => _olderHalf + clock.GetElapsedTime(_halfBegan);

    /// <summary>Counts a call.</summary>
    internal void Add(LiveRow row)
    {
        Turn();
        CallPath? path = EndpointKey.IsOfPath(row) ? CallPath.Of(row) : null;
        EndpointKey key = WithTemplate(EndpointKey.Of(row), path);
        if (!_endpoints.TryGetValue(key, out EndpointCounts? counts))
        {
            counts = _endpoints.Count < MaxEndpoints ? _endpoints[key] = new EndpointCounts { Path = path } : _rest;
        }

        counts.Add(row.DurationNs, row.Status, ++_calls);
    }

    /// <summary>Puts calls together by other templates from now on, and those that were counted by their paths before, too.</summary>
    internal void Use(EndpointTemplates templates)
    {
        _templates = templates;
        KeyValuePair<EndpointKey, EndpointCounts>[] before = [.. _endpoints];
        _endpoints.Clear();
        foreach ((EndpointKey key, EndpointCounts counts) in before)
        {
            EndpointKey wanted = WithTemplate(key, counts.Path);
            if (!_endpoints.TryAdd(wanted, counts))
            {
                _endpoints[wanted].Add(counts);
            }
        }
    }

    /// <summary>The rows, in an order.</summary>
    /// <param name="order">What comes first.</param>
    /// <param name="window">How long the calls took to come; null when they came while this has been there.</param>
    internal IReadOnlyList<EndpointRow> Rows(TopOrder order, TimeSpan? window = null)
    {
        Turn();
        double seconds = Math.Max(1, (window ?? Window).TotalSeconds);
        IEnumerable<EndpointRow> rows = _endpoints.Select(pair => pair.Value.RowOf(pair.Key, seconds));
        rows = _rest.Calls == 0 ? rows : rows.Append(_rest.RowOf(new EndpointKey("", "", Others), seconds));
        return [.. TopOrders.Sort(rows.Where(row => row.Calls > 0), order)];
    }

    private EndpointKey WithTemplate(EndpointKey key, in CallPath? path) =>
        path is { } known && _templates is not null && (_templates.Find(known) ?? ValueLooks.TemplateOf(known.Path)) is { } template
            ? key with { Target = template }
            : key;

    private void Turn()
    {
        TimeSpan elapsed = clock.GetElapsedTime(_halfBegan);
        if (elapsed < Half)
        {
            return;
        }

        foreach (EndpointCounts counts in _endpoints.Values.Append(_rest))
        {
            counts.Turn();
            if (elapsed >= Half * 2)
            {
                counts.Turn();
            }
        }

        foreach (EndpointKey gone in _endpoints.Where(pair => pair.Value.Calls == 0).Select(pair => pair.Key).ToArray())
        {
            _endpoints.Remove(gone);
        }

        (_olderHalf, _halfBegan) = (elapsed >= Half * 2 ? Half : elapsed, clock.GetTimestamp());
    }
}
