namespace PodMirror.Catalog.Schemas;

/// <summary>Between what numbers lay.</summary>
internal sealed class NumberFacts
{
    /// <summary>The least.</summary>
    public double Least { get; set; } = double.PositiveInfinity;

    /// <summary>The greatest.</summary>
    public double Most { get; set; } = double.NegativeInfinity;

    /// <summary>Takes one in.</summary>
    public void Add(double number)
    {
        Least = Math.Min(Least, number);
        Most = Math.Max(Most, number);
    }

    /// <summary>Makes one of two.</summary>
    public static NumberFacts? Sum(NumberFacts? first, NumberFacts? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        first.Add(second.Least);
        first.Add(second.Most);
        return first;
    }
}
