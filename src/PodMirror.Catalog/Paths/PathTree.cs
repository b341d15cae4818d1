using PodMirror.Catalog.Endpoints;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// The paths of a service as a tree. What looks like a value goes to the parameter of its place at once; words stand beside each other as literals
/// until <see cref="SiblingMerger"/> finds that they are values, too.
/// </summary>
internal sealed class PathTree(PathBudget budget, SiblingMerger merger)
{
    // Words that are values already, from which on a new word beside them is taken for one without being looked at.
    private const int OpenFrom = 16;

    // Tries of a path that could go on as a literal and as a value at several places.
    private const int MaxSteps = 64;

    /// <summary>Before the first slash.</summary>
    public PathNode Root { get; } = new(null, "");

    /// <summary>Whether a path was cut, or a place refused.</summary>
    public bool Capped { get; set; }

    /// <summary>The place where a path ends, made when it is not there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isName">Whether it is a name that a protocol gives, in which nothing is a value.</param>
    public PathNode Insert(ReadOnlySpan<char> path, bool isName = false)
    {
        PathNode at = Root;
        at.Calls++;
        int depth = 0;
        ReadOnlySpan<char> rest = WithoutSlash(path);
        while (true)
        {
            ReadOnlySpan<char> segment = Next(ref rest, out bool last);
            bool tooMuch = ++depth > budget.Limits.MaxSegments;
            at = tooMuch ? Spill(at) : isName ? Name(at, segment) : Step(at, segment, last);
            at.Calls++;
            if (last || tooMuch || at.Capped)
            {
                return at;
            }
        }
    }

    /// <summary>The place where a path ends, when it is there.</summary>
    public PathNode? Find(ReadOnlySpan<char> path)
    {
        int steps = 0;
        return Find(Root, WithoutSlash(path), ref steps);
    }

    /// <summary>The literal behind a place, made when it is not there; a rule's, which no limit refuses.</summary>
    public PathNode Literal(PathNode at, string segment)
    {
        if (at.Child(segment) is PathNode known)
        {
            return known;
        }

        budget.TakeNode();
        return at.Add(segment);
    }

    /// <summary>The verb behind a parameter, made when it is not there; no limit refuses it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="verb">The verb with its colon.</param>
    public PathNode Verb(PathNode parameter, string verb)
    {
        PathNode place = CustomVerb.Find(parameter, verb) ?? Literal(parameter, CustomVerb.Mark + verb[1..]);

        // Never a value, whatever stands beside it.
        place.Rule |= PositionRule.Protocol;
        return place;
    }

    /// <summary>The parameter behind a place, made when it is not there.</summary>
    public PathNode Parameter(PathNode at) => at.Parameter ?? AddParameter(at);

    /// <summary>Takes a parameter away with all that is behind it.</summary>
    public void Drop(PathNode? parameter)
    {
        if (parameter is not null)
        {
            parameter.Parent!.Parameter = null;
            Give(parameter);
        }
    }

    /// <summary>Looks for values that stand as literals, wherever something new came.</summary>
    /// <returns>Whether any were found.</returns>
    public bool Merge(IShapes shapes) => Merge(Root, shapes);

    /// <summary>The first segment of a path.</summary>
    public static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest, out bool last)
    {
        int slash = rest.IndexOf('/');
        last = slash < 0;
        ReadOnlySpan<char> segment = last ? rest : rest[..slash];
        rest = last ? [] : rest[(slash + 1)..];
        return segment;
    }

    /// <summary>A path without its first slash.</summary>
    public static ReadOnlySpan<char> WithoutSlash(ReadOnlySpan<char> path) => path.StartsWith('/') ? path[1..] : path;

    private PathNode Step(PathNode at, ReadOnlySpan<char> segment, bool last)
    {
        // No literal of an API is so long.
        if (segment.Length > budget.Limits.MaxSegmentLength)
        {
            return Parameter(at, segment[..budget.Limits.MaxSegmentLength], SegmentType.Token);
        }

        if (at.Child(segment) is PathNode literal)
        {
            return literal;
        }

        if (last && Verb(at, segment) is PathNode verb)
        {
            return verb;
        }

        SegmentType type = SegmentRecogniser.Recognise(segment);
        if (IsValue(at, segment, type))
        {
            return Parameter(at, segment, type);
        }

        bool full = at.Children.Count >= budget.Limits.MaxSiblings;
        if (!full && budget.TryTakeNode())
        {
            return at.Add(segment.ToString());
        }

        Capped = true;
        PathNode spilled = Parameter(at, segment, type);
        spilled.Capped |= !full;
        return spilled;
    }

    // A verb that is known, or a word that says to do something behind what is a value.
    private PathNode? Verb(PathNode at, ReadOnlySpan<char> segment)
    {
        int colon = CustomVerb.ColonIn(segment);
        if (colon < 0 || (at.Rule & PositionRule.Split) != 0 || at.Parameter?.Capped == true)
        {
            return null;
        }

        ReadOnlySpan<char> value = segment[..colon];
        SegmentType type = SegmentRecogniser.Recognise(value);
        PathNode? verb = CustomVerb.Find(at.Parameter, segment[colon..]);
        bool isValue = SegmentRecogniser.IsValue(type) || at.Parameter?.Values!.Has(value) == true;
        bool fits = at.Parameter is null || at.Parameter.Children.Count < budget.Limits.MaxSiblings;
        if (verb is null && !(isValue && fits && budget.HasRoom && CustomVerb.IsAction(segment[(colon + 1)..])))
        {
            return null;
        }

        PathNode parameter = Parameter(at, value, type);
        parameter.Calls++;
        return verb ?? Verb(parameter, segment[colon..].ToString());
    }

    private PathNode Name(PathNode at, ReadOnlySpan<char> segment)
    {
        if (at.Child(segment) is PathNode known)
        {
            return known;
        }

        bool isShort = segment.Length <= budget.Limits.MaxSegmentLength;
        if (!isShort || at.Children.Count >= budget.Limits.MaxSiblings || !budget.TryTakeNode())
        {
            return Spill(at);
        }

        PathNode added = at.Add(segment.ToString());
        added.Rule |= PositionRule.Protocol;
        return added;
    }

    private static bool IsValue(PathNode at, ReadOnlySpan<char> segment, SegmentType type)
    {
        if (type == SegmentType.Empty || (at.Rule & PositionRule.Split) != 0)
        {
            return false;
        }

        if ((at.Rule & PositionRule.Merged) != 0 || SegmentRecogniser.IsValue(type))
        {
            return true;
        }

        ParameterValues? values = at.Parameter?.Values;
        return values is not null && SegmentRecogniser.MayBeValue(type)
            && (values.Has(segment) || (values.Distinct.Count >= OpenFrom && values.Words * 2 > values.Total && !ApiWords.IsKnown(segment)));
    }

    private PathNode Parameter(PathNode at, ReadOnlySpan<char> segment, SegmentType type)
    {
        PathNode parameter = Parameter(at);
        parameter.Values!.Add(segment, type);
        return parameter;
    }

    // Past the budget, too: one for each place that the budget allows.
    private PathNode AddParameter(PathNode at)
    {
        bool fits = budget.HasPlace;
        budget.TakeNode();
        at.Parameter = new PathNode(at, "") { Values = new ParameterValues(), Capped = !fits };
        Capped |= !fits;
        at.HasNewChild = true;
        return at.Parameter;
    }

    private void Give(PathNode node)
    {
        budget.GiveNodes();
        foreach (EndpointState endpoint in node.Endpoints ?? [])
        {
            budget.GiveEndpoint();
            merger.Give(endpoint);
        }

        foreach (PathNode child in node.Children.Values)
        {
            Give(child);
        }

        if (node.Parameter is not null)
        {
            Give(node.Parameter);
        }
    }

    private PathNode Spill(PathNode at)
    {
        Capped = true;
        PathNode rest = Parameter(at);
        rest.Capped = true;
        return rest;
    }

    private static PathNode? Find(PathNode at, ReadOnlySpan<char> rest, ref int steps)
    {
        if (++steps > MaxSteps)
        {
            return null;
        }

        ReadOnlySpan<char> segment = Next(ref rest, out bool last);
        PathNode? found = at.Child(segment) is PathNode literal ? End(literal, rest, last, ref steps) : null;
        if (found is null && last && CustomVerb.ColonIn(segment) is int colon && colon > 0)
        {
            found = CustomVerb.Find(at.Parameter, segment[colon..]) is { Endpoints: not null } verb ? verb : null;
        }

        return found ?? (at.Parameter is PathNode parameter && !segment.IsEmpty ? End(parameter, rest, last, ref steps) : null);
    }

    private static PathNode? End(PathNode at, ReadOnlySpan<char> rest, bool last, ref int steps) =>
        last || at.Capped ? (at.Endpoints is null ? null : at) : Find(at, rest, ref steps);

    // Children first: siblings are easier to compare when what is behind them is in order.
    private bool Merge(PathNode at, IShapes shapes)
    {
        bool merged = false;
        foreach (PathNode child in at.Children.Values)
        {
            merged |= child.Calls != child.VisitedAt && Merge(child, shapes);
        }

        if (at.Parameter is PathNode parameter)
        {
            merged |= parameter.Calls != parameter.VisitedAt && Merge(parameter, shapes);
        }

        at.VisitedAt = at.Calls;
        if (!at.HasNewChild && at.Calls < 2 * at.ComparedAt)
        {
            return merged;
        }

        at.ComparedAt = at.Calls;
        at.HasNewChild = false;
        if (merger.Merge(at, shapes))
        {
            merged = true;
            Merge(at.Parameter!, shapes);
        }

        return merged;
    }
}
