namespace PodMirror.Catalog.Paths;

/// <summary>Siblings that look alike by what is behind them.</summary>
internal sealed class SiblingCluster
{
    /// <summary>The siblings.</summary>
    public List<PathNode> Members { get; } = [];

    /// <summary>What is behind all of them.</summary>
    public Subtree Behind { get; private set; } = new();

    /// <summary>The likenesses with which they joined, added up; the first had none.</summary>
    public double Joined { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(PathNode member, Subtree behind, double likeness)
    {
        Joined += Members.Count == 0 ? 0 : likeness;
        Members.Add(member);
        Behind.Absorb(behind);
    }
}
