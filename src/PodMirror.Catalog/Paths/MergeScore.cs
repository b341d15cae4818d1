namespace PodMirror.Catalog.Paths;

/// <summary>Whether siblings that look alike are values of a parameter: logarithms of odds, added up. Above 0 they are.</summary>
internal static class MergeScore
{
    private const double Homogeneous = 0.9;

    // So many known values say all that known values can say for one more.
    private const int MostKnown = 8;

    /// <summary>Of a cluster of siblings at a place.</summary>
    public static double Of(PathNode at, SiblingCluster cluster, IShapes shapes)
    {
        int count = cluster.Members.Count;
        double likeness;
        if (count > 1)
        {
            likeness = cluster.Joined / (count - 1);
        }
        else if (at.Parameter is PathNode parameter && parameter.Values!.Words > 0)
        {
            likeness = Likeness.Of(Subtree.Of(parameter, shapes), cluster.Behind, shapes);
        }
        else
        {
            return double.NegativeInfinity;
        }

        double followed = cluster.Behind.BeforeValue / (double)Math.Max(1, cluster.Behind.Calls);
        return likeness + Words(at, cluster, shapes) + Place(at) + Number(at, count) - (2 * followed) - Typed(at, count);
    }

    /// <summary>What a place makes of what stands there.</summary>
    private static double Place(PathNode at)
    {
        // That words are values here has been found already.
        if (at.Parameter is { Values.Words: > 0 })
        {
            return 0.5;
        }

        if (at.Parent is null)
        {
            return -5;
        }

        if (at.IsParameter)
        {
            return -3;
        }

        SegmentType type = SegmentRecogniser.Recognise(at.Literal);
        return type == SegmentType.Version || at.Literal.Contains("api", StringComparison.OrdinalIgnoreCase) ? -3
            : ApiWords.IsPlural(at.Literal) ? 1
            : -1;
    }

    private static double Words(PathNode at, SiblingCluster cluster, IShapes shapes)
    {
        // Beside values that are known already, nothing but its looks keeps a literal that is seldom called.
        double known = at.Parameter is { Values.Words: > 0 } ? -4 : -2;
        double sum = 0;
        foreach (PathNode member in cluster.Members)
        {
            sum += Word(at.Literal, member.Literal, known, shapes);
        }

        return sum / cluster.Members.Count;
    }

    private static double Word(string parent, string word, double ofApis, IShapes shapes) =>
        (shapes.WasValue(word) ? 3 : 0)
        + (SegmentRecogniser.Recognise(word) == SegmentType.Mixed ? 1.5
            : ApiWords.IsKnown(word) || ApiWords.IsAction(word) ? ofApis
            : ApiWords.IsPlural(word) || IsOf(parent, word) ? -1
            : IsCamelCase(word) ? -1
            : 0.3);

    // add_vehicle behind vehicle: a literal that says again what it is about.
    private static bool IsOf(string parent, string word) =>
        parent.Length > 3 && word.Contains(ApiWords.IsPlural(parent) ? parent[..^1] : parent, StringComparison.OrdinalIgnoreCase);

    private static bool IsCamelCase(string word) => char.IsAsciiLetterLower(word[0]) && word.AsSpan().ContainsAnyInRange('A', 'Z');

    // Many that are alike are seldom literals; two are often.
    private static double Number(PathNode at, int count)
    {
        int known = at.Parameter is { Values: { Words: > 0 } values } ? values.Distinct.Count : 0;
        return (0.7 * Math.Log2((count + Math.Min(known, MostKnown)) / 2.0)) - (count + known == 2 ? 2 : 0);
    }

    // Values of one parameter are of one type: beside integers a word is no value, however alike the answers are.
    private static double Typed(PathNode at, int count)
    {
        ParameterValues? values = at.Parameter?.Values;
        return values is null || values.Total - values.Words < Homogeneous * values.Total ? 0 : count >= 8 ? 1.5 : 4;
    }
}
