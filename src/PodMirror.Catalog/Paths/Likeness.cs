namespace PodMirror.Catalog.Paths;

/// <summary>
/// How much more likely it is that two siblings are values of one parameter than that they are two literals, as a logarithm of that ratio, by what is
/// behind them.
/// </summary>
internal static class Likeness
{
    // No single thing decides alone.
    private const double Most = 6;
    private const double MostOfShape = 3.5;
    private const double MostAbsent = 2;

    /// <summary>Compares what is behind two places.</summary>
    public static double Of(Subtree first, Subtree second, IShapes shapes)
    {
        double score = 0;
        foreach ((ulong way, Facet facet) in first.Facets)
        {
            if (second.Facets.TryGetValue(way, out Facet? other))
            {
                score += Shared(facet, other, shapes);
            }
        }

        score -= Absent(first, second) + Absent(second, first);
        return Math.Clamp(score, -Most, Most);
    }

    /// <summary>Compares two shapes.</summary>
    public static double OfShapes(ShapeProfile first, ShapeProfile second, IShapes shapes)
    {
        if (first.Messages == 0 || second.Messages == 0)
        {
            return 0;
        }

        double both = 0;
        double either = 0;
        foreach ((ulong mark, double part) in first.Marks)
        {
            double weight = shapes.Weight(mark);
            double other = second.Marks.GetValueOrDefault(mark);
            both += weight * Math.Min(part, other);
            either += weight * Math.Max(part, other);
        }

        foreach ((ulong mark, double part) in second.Marks)
        {
            either += first.Marks.ContainsKey(mark) ? 0 : shapes.Weight(mark) * part;
        }

        // Alike in what everything has tells little; alike in what nothing else has tells much. To differ always tells.
        double alike = either == 0 ? 1 : both / either;
        return alike >= 0.4 ? Math.Min(MostOfShape, (alike - 0.4) / 0.6 * (0.5 + both)) : (alike - 0.4) * 10;
    }

    private static double Shared(Facet first, Facet second, IShapes shapes)
    {
        double shape = OfShapes(first.Shape, second.Shape, shapes);
        double way = first.Open || first.Depth == 0 ? 0 : first.Literal ? 1.5 : 0.2;
        return (first.Open ? shape * 0.5 : shape) + (shape >= 0 ? way : 0);
    }

    // What most calls behind the one go to, none of many behind the other does.
    private static double Absent(Subtree from, Subtree other)
    {
        double score = 0;
        foreach ((ulong way, Facet facet) in from.Facets)
        {
            if (!facet.Open && !other.Facets.ContainsKey(way))
            {
                double part = facet.Calls / (from.Calls + 1.5);
                score += Math.Min(MostAbsent, -0.5 * other.Calls * Math.Log(1 - part));
            }
        }

        return Math.Min(2 * MostAbsent, score);
    }
}
