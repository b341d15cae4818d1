using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// Finds siblings that are values of one parameter, and makes them one. The evidence is added up as logarithms of odds: what is behind them, what the
/// words look like, where they stand, how many they are.
/// </summary>
internal sealed class SiblingMerger(PathBudget budget, SchemaBudget schemas)
{
    // Clusters that a new sibling is compared with; a place with more kinds of children than these is no parameter.
    private const int MaxClusters = 32;

    private const PositionRule Fixed = PositionRule.Pinned | PositionRule.Protocol;

    /// <summary>Looks at the children of a place.</summary>
    /// <returns>Whether any became values.</returns>
    public bool Merge(PathNode at, IShapes shapes)
    {
        if ((at.Rule & PositionRule.Split) != 0)
        {
            return false;
        }

        List<PathNode> candidates = [.. at.Children.Values.Where(IsCandidate)];
        if (candidates.Count == 0 || (candidates.Count == 1 && at.Parameter is null))
        {
            return false;
        }

        // By calls, and by name where these are the same: the outcome must not hang on the order in a dictionary.
        candidates.Sort((a, b) => b.Calls != a.Calls ? b.Calls.CompareTo(a.Calls) : string.CompareOrdinal(a.Literal, b.Literal));
        bool merged = false;
        foreach (SiblingCluster cluster in Clusters(candidates, shapes))
        {
            if (MergeScore.Of(at, cluster, shapes) > 0)
            {
                cluster.Members.ForEach(member => Fold(at, member));
                merged = true;
            }
        }

        return merged;
    }

    /// <summary>Makes a literal a value of its place's parameter.</summary>
    public void Fold(PathNode at, PathNode member)
    {
        at.Remove(member);
        // The literal's place becomes the parameter's, or is given back when there is one.
        if (at.Parameter is null)
        {
            budget.TakeNode();
            at.Parameter = new PathNode(at, "") { Values = new ParameterValues() };
        }

        at.Parameter.Values!.Add(member.Literal, SegmentRecogniser.Recognise(member.Literal), Math.Max(1, member.Calls));
        Union(at.Parameter, member);
    }

    /// <summary>Makes every literal that is not pinned a value.</summary>
    public void FoldAll(PathNode at)
    {
        foreach (PathNode child in at.Children.Values.Where(c => (c.Rule & Fixed) == 0 && c.Literal.Length > 0).ToArray())
        {
            Fold(at, child);
        }
    }

    /// <summary>Gives back what an endpoint holds.</summary>
    public void Give(EndpointState endpoint)
    {
        schemas.Give((endpoint.Query?.Places ?? 0) + (endpoint.Headers?.Places ?? 0));
        foreach (BodyState body in endpoint.Bodies)
        {
            schemas.Give(1 + (body.Schema?.Places ?? 0) + (body.Headers?.Places ?? 0));
        }
    }

    private static bool IsCandidate(PathNode child) =>
        (child.Rule & Fixed) == 0 && child.Calls > 0 && SegmentRecogniser.MayBeValue(SegmentRecogniser.Recognise(child.Literal));

    private static List<SiblingCluster> Clusters(List<PathNode> candidates, IShapes shapes)
    {
        List<SiblingCluster> clusters = [];
        foreach (PathNode candidate in candidates)
        {
            Subtree behind = Subtree.Of(candidate, shapes);
            (SiblingCluster? best, double likeness) = Best(clusters, behind, shapes);
            if (best is null && clusters.Count < MaxClusters)
            {
                clusters.Add(best = new SiblingCluster());
            }

            best?.Add(candidate, behind, likeness);
        }

        return clusters;
    }

    private static (SiblingCluster? Best, double Likeness) Best(List<SiblingCluster> clusters, Subtree behind, IShapes shapes)
    {
        SiblingCluster? best = null;
        double most = 0;
        foreach (SiblingCluster cluster in clusters)
        {
            double likeness = Likeness.Of(cluster.Behind, behind, shapes);
            if (likeness > most)
            {
                (best, most) = (cluster, likeness);
            }
        }

        return (best, most);
    }

    private void Union(PathNode into, PathNode from)
    {
        into.Calls += from.Calls;
        into.Capped |= from.Capped;
        into.HasNewChild = true;
        budget.GiveNodes();
        foreach (EndpointState endpoint in from.Endpoints ?? [])
        {
            Union(into, endpoint);
        }

        foreach (PathNode child in from.Children.Values)
        {
            if (into.Child(child.Literal) is PathNode same)
            {
                same.Rule |= child.Rule;
                Union(same, child);
            }
            else
            {
                into.Adopt(child);
            }
        }

        if (from.Parameter is PathNode parameter)
        {
            UnionParameter(into, parameter);
        }
    }

    private void UnionParameter(PathNode into, PathNode parameter)
    {
        if (into.Parameter is null)
        {
            into.Parameter = parameter;
            parameter.Parent = into;
            return;
        }

        into.Parameter.Values!.Absorb(parameter.Values!);
        Union(into.Parameter, parameter);
    }

    private void Union(PathNode into, EndpointState endpoint)
    {
        if (into.Endpoint(endpoint.Kind, endpoint.Method, endpoint.Operation) is EndpointState same)
        {
            same.Absorb(endpoint, schemas);
            budget.GiveEndpoint();
        }
        else
        {
            (into.Endpoints ??= []).Add(endpoint);
        }
    }
}
