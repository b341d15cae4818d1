namespace PodMirror.Bench.Load;

/// <summary>The counts over everything that a tool gave out of HTTP/2.</summary>
/// <param name="calls">What was asked and answered, by number.</param>
/// <param name="fromNs">Only calls that began from then on are expected of the tool; of the others nothing may be wrong.</param>
internal sealed class Http2Verdict(Dictionary<int, Http2Call> calls, long fromNs)
{
    private readonly HashSet<int> _seen = [];
    private readonly HashSet<int> _paths = [];
    private readonly HashSet<int> _statuses = [];
    private int _wrongPaths;
    private int _wrongStatuses;
    private int _mixed;
    private int _unnumbered;
    private int _bodiesWrong;

    /// <summary>The counts, as members of a JSON object.</summary>
    public override string ToString()
    {
        int expected = calls.Values.Count(call => call.StartNs >= fromNs);
        return $"\"expected\":{expected},\"exchanges\":{_seen.Count},\"paths_right\":{_paths.Count},\"paths_wrong\":{_wrongPaths},"
            + $"\"statuses_right\":{_statuses.Count},\"statuses_wrong\":{_wrongStatuses},\"mixed\":{_mixed},\"unnumbered\":{_unnumbered},"
            + $"\"bodies_wrong\":{_bodiesWrong}";
    }

    /// <summary>Adds an exchange.</summary>
    public void Add(Http2Seen seen)
    {
        if (seen.Number < 0)
        {
            _unnumbered += seen.Path is not null || seen.Status > 0 ? 1 : 0;
            return;
        }

        if (seen.IsMixed || !calls.TryGetValue(seen.Number, out Http2Call? call))
        {
            _mixed++;
            return;
        }

        bool isPathRight = seen.Path == call.Path;
        bool isStatusRight = seen.Status == call.Status;
        _wrongPaths += seen.Path is null || isPathRight ? 0 : 1;
        _wrongStatuses += seen.Status == 0 || isStatusRight ? 0 : 1;
        _bodiesWrong += seen.IsBodyWrong ? 1 : 0;
        if (call.StartNs >= fromNs)
        {
            _seen.Add(seen.Number);
            _ = isPathRight && _paths.Add(seen.Number);
            _ = isStatusRight && _statuses.Add(seen.Number);
        }
    }
}
