namespace PodMirror.Bench.Load;

/// <summary>What was found of each kind, by index.</summary>
internal sealed class KindTally(int kinds)
{
    private readonly int[] _made = new int[kinds];
    private readonly int[] _right = new int[kinds];
    private readonly int[] _wrong = new int[kinds];

    /// <summary>Counts what was made, and what was found in its place.</summary>
    /// <param name="made">The kind that it is; 0 for none.</param>
    /// <param name="found">The kind that it was taken for; 0 for none.</param>
    public void Add(int made, int found)
    {
        _made[made]++;
        if (made == found)
        {
            _right[made]++;
        }
        else
        {
            _wrong[found]++;
        }
    }

    /// <summary>The part of a kind that was found as such.</summary>
    public double Recall(int kind) => (double)_right[kind] / Math.Max(1, _made[kind]);

    /// <summary>The part of what was taken for a kind that is of it.</summary>
    public double Precision(int kind) => (double)_right[kind] / Math.Max(1, _right[kind] + _wrong[kind]);

    /// <summary>The part of all kinds together that was found as such.</summary>
    public double RecallOfAll => (double)_right.Skip(1).Sum() / Math.Max(1, _made.Skip(1).Sum());

    /// <summary>The part of all findings that is right.</summary>
    public double PrecisionOfAll => (double)_right.Skip(1).Sum() / Math.Max(1, _right.Skip(1).Sum() + _wrong.Skip(1).Sum());
}
