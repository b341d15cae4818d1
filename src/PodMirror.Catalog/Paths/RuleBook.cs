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

    /// <summary>Takes all rules out.</summary>
    public static void Clear(PathNode at)
    {
        at.Rule &= PositionRule.Protocol;

        // All is to be compared anew.
        at.HasNewChild = true;
        at.VisitedAt = 0;
        foreach (PathNode child in at.Children.Values)
        {
            Clear(child);
        }

        if (at.Parameter is not null)
        {
            at.Parameter.Literal = "";
            Clear(at.Parameter);
        }
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
