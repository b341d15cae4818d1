namespace PodMirror.Catalog.Drift;

/// <summary>
/// How much of a description one comparison looks at: combinations of schemas may hold themselves, and few lines may make very many.
/// </summary>
internal sealed class ViewBudget
{
    // Combinations within each other; those of people have four.
    private const int MaxDepth = 24;

    private int _depth;

    /// <summary>Schemas that may still be looked at for one body; the largest of public descriptions needed some hundreds.</summary>
    public int Left { get; private set; } = 20_000;

    /// <summary>Goes into a schema, or refuses.</summary>
    public bool TryEnter()
    {
        if (_depth >= MaxDepth || Left == 0)
        {
            return false;
        }

        _depth++;
        Left--;
        return true;
    }

    /// <summary>Goes out again.</summary>
    public void Leave() => _depth--;
}
