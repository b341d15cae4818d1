namespace PodMirror.Catalog.Paths;

/// <summary>Puts rules into a tree of paths.</summary>
internal static class RuleBook
{
    private const int LongestTemplate = 2048;

    /// <summary>Whether a template can be read, and fits the kind of rule.</summary>
    public static bool IsValid(TemplateRuleKind kind, string template, CatalogLimits limits)
    {
        string[] segments = Segments(template);
        bool parameterLast = IsParameter(segments[^1]);
        return template.Length is > 0 and <= LongestTemplate && template[0] == '/' && segments.Length <= limits.MaxSegments
            && Array.TrueForAll(segments, s => s.Length <= limits.MaxSegmentLength)
            && Array.TrueForAll(segments[..^1], s => CustomVerb.OfTemplate(s).Length == 0)
            && kind switch
            {
                TemplateRuleKind.Declare => true,
                TemplateRuleKind.Merge or TemplateRuleKind.Split => parameterLast,
                TemplateRuleKind.Pin => !parameterLast && CustomVerb.OfTemplate(segments[^1]).Length == 0,
                _ => false,
            };
    }

    /// <summary>Puts a valid rule in.</summary>
    public static void Apply(PathTree tree, SiblingMerger merger, TemplateRule rule)
    {
        string[] segments = Segments(rule.Template);
        PathNode at = tree.Root;
        bool declares = rule.Kind == TemplateRuleKind.Declare;
        for (int i = 0; i < segments.Length - 1; i++)
        {
            at = Go(tree, merger, at, segments[i], declares);
        }

        switch (rule.Kind)
        {
            case TemplateRuleKind.Split:
                at.Rule = (at.Rule | PositionRule.Split) & ~PositionRule.Merged;
                tree.Drop(at.Parameter);
                break;
            case TemplateRuleKind.Pin:
                Go(tree, merger, at, segments[^1], declares: true);
                break;
            default:
                Go(tree, merger, at, segments[^1], declares: true).Rule |= declares ? PositionRule.Declared : PositionRule.None;
                break;
        }
    }

    /// <summary>
    /// Takes all rules out and puts those in that are left. Where none holds any more, what is seen decides again: what rules alone had made values
    /// is counted anew.
    /// </summary>
    public static void Replace(PathTree tree, SiblingMerger merger, IEnumerable<TemplateRule> left)
    {
        List<PathNode> merged = [];
        Clear(tree.Root, merged);
        ApplyAll(tree, merger, left);

        // What is behind others first: it is gone when these are.
        merged.Reverse();
        foreach (PathNode at in merged.Where(at => (at.Rule & PositionRule.Merged) == 0 && IsIn(tree, at)))
        {
            Release(tree, at);
        }

        // What was taken away may have had places of those that are left.
        ApplyAll(tree, merger, left);
    }

    private static void ApplyAll(PathTree tree, SiblingMerger merger, IEnumerable<TemplateRule> rules)
    {
        foreach (TemplateRule rule in rules)
        {
            Apply(tree, merger, rule);
        }
    }

    private static void Clear(PathNode at, List<PathNode> merged)
    {
        if ((at.Rule & PositionRule.Merged) != 0)
        {
            merged.Add(at);
        }

        at.Rule &= PositionRule.Protocol;

        // All is to be compared anew.
        at.HasNewChild = true;
        at.VisitedAt = 0;
        foreach (PathNode child in at.Children.Values)
        {
            Clear(child, merged);
        }

        if (at.Parameter is not null)
        {
            at.Parameter.Literal = "";
            Clear(at.Parameter, merged);
        }
    }

    // Words are values by the rule alone, or will be found to be some again. What looks like a value is one without a rule.
    private static void Release(PathTree tree, PathNode at)
    {
        if (at.Parameter is { Values: { } values } parameter)
        {
            if (values.Words * 2 > values.Total)
            {
                tree.Drop(parameter);
            }
            else
            {
                values.ForgetWords();
            }
        }
    }

    // Another rule may have made a value of a place, which then stands no more in the tree.
    private static bool IsIn(PathTree tree, PathNode at)
    {
        PathNode node = at;
        while (node.Parent is PathNode parent && (parent.Parameter == node || parent.Child(node.Literal) == node))
        {
            node = parent;
        }

        return node == tree.Root;
    }

    private static PathNode Go(PathTree tree, SiblingMerger merger, PathNode at, string segment, bool declares)
    {
        string verb = CustomVerb.OfTemplate(segment);
        if (verb.Length > 0)
        {
            return tree.Verb(Go(tree, merger, at, segment[..^verb.Length], declares), verb);
        }

        if (!IsParameter(segment))
        {
            PathNode literal = tree.Literal(at, segment);
            literal.Rule |= declares ? PositionRule.Pinned : PositionRule.None;
            return literal;
        }

        PathNode parameter = tree.Parameter(at);
        if (declares)
        {
            at.Rule = (at.Rule | PositionRule.Merged) & ~PositionRule.Split;
            parameter.Literal = segment[1..^1];
            merger.FoldAll(at);
        }

        return parameter;
    }

    private static bool IsParameter(string segment) => segment.Length > 2 && segment[0] == '{' && segment[^1] == '}';

    private static string[] Segments(string template) => PathTree.WithoutSlash(template).ToString().Split('/');
}
