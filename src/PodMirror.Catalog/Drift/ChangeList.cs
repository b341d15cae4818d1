namespace PodMirror.Catalog.Drift;

/// <summary>What is not as described at one operation, each once.</summary>
internal sealed class ChangeList
{
    private const int Most = 64;
    private const int LongestText = 256;

    private readonly List<DriftChange> _all = [];
    private readonly HashSet<DriftChange> _known = [];

    /// <summary>All of them, by place.</summary>
    public IReadOnlyList<DriftChange> All =>
        [.. _all.OrderBy(c => c.Where, StringComparer.Ordinal).ThenBy(c => c.What, StringComparer.Ordinal).Take(Most)];

    /// <summary>Adds one.</summary>
    public void Add(string where, string what)
    {
        var change = new DriftChange(Cut(where), Cut(what));
        if (_known.Count < Most * Most && _known.Add(change))
        {
            _all.Add(change);
        }
    }

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] : text;
}
