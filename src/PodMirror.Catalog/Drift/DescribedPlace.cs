using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Drift;

/// <summary>An operation at one whole path, to find it by what is seen.</summary>
internal sealed class DescribedPlace
{
    private readonly string[] _segments;

    /// <summary>Prepares it.</summary>
    /// <param name="operation">The operation; null for one that is gone from the description.</param>
    /// <param name="removed">The operation that is gone; null while it is there.</param>
    /// <param name="method">The method.</param>
    /// <param name="template">The whole path.</param>
    public DescribedPlace(DescribedOperation? operation, DriftOperation? removed, string method, string template)
    {
        Operation = operation;
        Removed = removed;
        Method = method;
        Template = template;
        _segments = template.Split('/');
        Literals = _segments.Count(s => !s.Contains('{', StringComparison.Ordinal));
    }

    /// <summary>The operation; null for one that is gone.</summary>
    public DescribedOperation? Operation { get; }

    /// <summary>The operation that is gone; null otherwise.</summary>
    public DriftOperation? Removed { get; }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>The template of the whole path.</summary>
    public string Template { get; }

    /// <summary>How many segments are no parameters: what has more is more exact.</summary>
    public int Literals { get; }

    /// <summary>How many segments there are.</summary>
    public int Length => _segments.Length;

    /// <summary>Whether a template of the catalog is this, or a part of it.</summary>
    public bool Covers(string[] seen)
    {
        for (int i = 0; i < _segments.Length; i++)
        {
            if (!Covers(_segments[i], seen[i], i == _segments.Length - 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Covers(string described, string seen, bool isLast)
    {
        int open = described.IndexOf('{', StringComparison.Ordinal);
        int close = described.LastIndexOf('}');
        if (open < 0 || close < open)
        {
            return described == seen;
        }

        // A verb behind the last value that both sides know as one: another verb, or none, is another operation.
        string verb = CustomVerb.OfTemplate(described);
        if (isLast && (CustomVerb.OfTemplate(seen).Length > 0 || (verb.Length > 0 && CustomVerb.IsAction(verb.AsSpan(1)))))
        {
            return verb.Length > 0 && seen.Length > verb.Length && seen.EndsWith(verb, StringComparison.Ordinal);
        }

        // A parameter may be a part of a segment only. What the catalog takes for a parameter may be such a segment, too.
        return Templates.IsParameter(seen)
            ? true
            : seen.Length > 0 && seen.Length >= open + described.Length - close - 1
                && seen.StartsWith(described[..open], StringComparison.Ordinal) && seen.EndsWith(described[(close + 1)..], StringComparison.Ordinal);
    }
}
