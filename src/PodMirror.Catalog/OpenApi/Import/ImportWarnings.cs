using System.Globalization;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>What is left out or mended of a description that is read.</summary>
internal sealed class ImportWarnings(SourceTree tree, ImportLimits limits)
{
    private readonly List<string> _all = [];
    private int _more;

    /// <summary>All of them, with how many there were beyond the limit.</summary>
    public IReadOnlyList<string> All => _more == 0 ? _all : [.. _all, string.Create(CultureInfo.InvariantCulture, $"{_more} more")];

    /// <summary>Adds one about a place.</summary>
    public void Add(SourcePosition position, string message)
    {
        if (_all.Count < limits.MaxWarnings)
        {
            _all.Add(string.Create(CultureInfo.InvariantCulture, $"line {position.Line}: {message}"));
            return;
        }

        _more++;
    }

    /// <summary>Adds one about where a pointer leads.</summary>
    public void Add(string pointer, string message) => Add(tree.PositionOf(pointer), message);
}
