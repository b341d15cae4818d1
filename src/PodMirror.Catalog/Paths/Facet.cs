namespace PodMirror.Catalog.Paths;

/// <summary>One way from a place to an end, with a method.</summary>
/// <param name="depth">Segments of the way.</param>
/// <param name="literal">Whether it begins with a literal, which siblings have in common by no chance.</param>
/// <param name="open">Whether a word of it is left open.</param>
/// <param name="calls">Calls that went it.</param>
/// <param name="shape">What they took and gave. It is another's until something is added.</param>
internal sealed class Facet(int depth, bool literal, bool open, long calls, ShapeProfile shape)
{
    private bool _isMine;

    /// <summary>Segments of the way.</summary>
    public int Depth { get; } = depth;

    /// <summary>Whether it begins with a literal.</summary>
    public bool Literal { get; } = literal;

    /// <summary>Whether a word of it is left open.</summary>
    public bool Open { get; } = open;

    /// <summary>Calls that went it.</summary>
    public long Calls { get; private set; } = calls;

    /// <summary>What they took and gave.</summary>
    public ShapeProfile Shape { get; private set; } = shape;

    /// <summary>A copy that can be added to.</summary>
    public Facet Copy() => new(Depth, Literal, Open, Calls, Shape);

    /// <summary>Adds another.</summary>
    public void Absorb(Facet other)
    {
        Calls += other.Calls;
        if (!_isMine)
        {
            var mine = new ShapeProfile();
            mine.Absorb(Shape);
            (Shape, _isMine) = (mine, true);
        }

        Shape.Absorb(other.Shape);
    }
}
