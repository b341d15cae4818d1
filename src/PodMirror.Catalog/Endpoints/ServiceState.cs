using PodMirror.Catalog.OpenApi.Export;
using PodMirror.Catalog.Paths;
using PodMirror.Catalog.Schemas;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Endpoints;

/// <summary>All that is known of a service.</summary>
internal sealed class ServiceState
{
    // Calls before the first search for values, and how many times as many as there are places come between two: a search costs about as much as
    // so many calls.
    private const int FirstSearch = 256;
    private const int CallsPerNode = 8;

    private readonly PathBudget _paths;

    /// <summary>An empty one.</summary>
    public ServiceState(string name, PathBudget paths, SchemaBudget schemas, CallerBudget callers)
    {
        Name = name;
        Callers = new ServiceCallers(callers);
        _paths = paths;
        Merger = new SiblingMerger(paths, schemas);
        Tree = new PathTree(paths, Merger);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its paths.</summary>
    public PathTree Tree { get; }

    /// <summary>What its responses have had.</summary>
    public ValueTable Values { get; } = new();

    /// <summary>Who calls its endpoints.</summary>
    public ServiceCallers Callers { get; }

    /// <summary>When its endpoints were called.</summary>
    public RecentCalls Recent { get; } = new();

    /// <summary>Makes values of literals.</summary>
    public SiblingMerger Merger { get; }

    /// <summary>Whether it tells of calls itself; else it is a host of which its callers tell.</summary>
    public bool Mirrored { get; set; }

    /// <summary>Calls, whatever came of them.</summary>
    public long Calls { get; set; }

    /// <summary>Calls to what is no endpoint: not found, refused before it was looked for, or never answered.</summary>
    public long Unconfirmed { get; set; }

    /// <summary>Calls that no endpoint could be made for, as the limit was reached.</summary>
    public long Refused { get; set; }

    /// <summary>Calls at the last search for values.</summary>
    public long SearchedAt { get; set; }

    /// <summary>Calls at which the next search is due.</summary>
    public long NextSearch { get; set; } = FirstSearch;

    /// <summary>What users and descriptions say about its templates, in the order in which it was said first, and who says it.</summary>
    public OrderedDictionary<TemplateRule, RuleOrigins> Rules { get; } = [];

    /// <summary>
    /// By what the description is known whose rules are, or were before users took some back, among these; 0 when there is none.
    /// </summary>
    public ulong Description { get; set; }

    /// <summary>The findings that somebody said are none.</summary>
    public List<SensitiveDismissal> Dismissed { get; } = [];

    /// <summary>Whether nothing is known of it: it was never called, and nobody says anything of it any more.</summary>
    public bool IsIdle => Calls == 0 && Rules.Count == 0 && Dismissed.Count == 0 && Description == 0;

    /// <summary>Adds a valid rule.</summary>
    public void Add(TemplateRule rule, RuleOrigins origin)
    {
        bool isNew = !Rules.TryGetValue(rule, out RuleOrigins known);
        Rules[rule] = known | origin;
        if (isNew)
        {
            RuleBook.Apply(Tree, Merger, rule);
        }
    }

    /// <summary>Takes back that some say a rule; when nobody does any more, what is left is applied anew.</summary>
    public bool Remove(TemplateRule rule, RuleOrigins origins)
    {
        if ((Rules.GetValueOrDefault(rule) & origins) == 0)
        {
            return false;
        }

        if (TakeBack(rule, origins))
        {
            RuleBook.Replace(Tree, Merger, Rules.Keys);
        }

        return true;
    }

    /// <summary>Puts what a description says in place of what the one before said; what a user says, too, stays.</summary>
    /// <param name="rules">Valid ones.</param>
    /// <param name="most">Rules that it may have with these; the others are left out.</param>
    /// <returns>Whether something changed.</returns>
    public bool Describe(IReadOnlyCollection<TemplateRule> rules, int most)
    {
        HashSet<TemplateRule> said = [.. rules];
        TemplateRule[] gone = [.. Rules.Where(r => r.Value.HasFlag(RuleOrigins.Description) && !said.Contains(r.Key)).Select(r => r.Key)];
        bool areFewer = false;
        foreach (TemplateRule rule in gone)
        {
            areFewer |= TakeBack(rule, RuleOrigins.Description);
        }

        bool changed = gone.Length > 0;
        foreach (TemplateRule rule in rules)
        {
            RuleOrigins known = Rules.GetValueOrDefault(rule);
            if (!known.HasFlag(RuleOrigins.Description) && (known != 0 || Rules.Count < most))
            {
                changed = true;
                Add(rule, RuleOrigins.Description);
            }
        }

        // At the end: what both descriptions make a value of stays one, with all that is known of it.
        if (areFewer)
        {
            RuleBook.Replace(Tree, Merger, Rules.Keys);
        }

        return changed;
    }

    /// <summary>Finds the endpoint of a call, or makes it when the call shows that there is one.</summary>
    public EndpointState? Locate(in ObservedCall call)
    {
        Calls++;
        Mirrored |= !call.ToldByCaller;
        PathNode? node = Confirmation.Confirms(call) ? Tree.Insert(call.Path, call.Kind is CallKind.Grpc or CallKind.GraphQl) : Tree.Find(call.Path);
        EndpointState? endpoint = node?.Endpoint(call.Kind, call.Method, call.Operation);
        if (endpoint is not null || node is null || !Confirmation.Confirms(call))
        {
            Unconfirmed += endpoint is null ? 1 : 0;
            return endpoint;
        }

        bool full = node.Endpoints?.Count >= _paths.Limits.MaxEndpointsOfPlace;
        bool isName = call.Method.Length <= Confirmation.LongestMethod && call.Operation.Length <= EndpointState.LongestOperation;
        if (full || !isName || !_paths.TryTakeEndpoint())
        {
            // A name that is none is no endpoint, whatever room there is.
            Refused++;
            Tree.Capped |= isName;
            return null;
        }

        endpoint = new EndpointState(call.Kind, call.Method.ToString(), call.Operation.ToString());
        (node.Endpoints ??= []).Add(endpoint);
        return endpoint;
    }

    /// <summary>Counts a call of one of its endpoints.</summary>
    public void Count(in ObservedCall call)
    {
        Recent.Add(call.TimeMillis);
        if (!call.Caller.IsEmpty)
        {
            Callers.Count(call.Caller, call.TimeMillis, call.ToldByCaller);
        }
    }

    /// <summary>Searches for values among the paths when it is time.</summary>
    public void SearchWhenDue()
    {
        if (Calls >= NextSearch)
        {
            Search();
        }
    }

    /// <summary>Searches for values among the paths when there were some calls since the last time.</summary>
    public void SearchWhenStale()
    {
        if (Calls > SearchedAt + (SearchedAt / 10))
        {
            Search();
        }
    }

    /// <summary>Searches for values among the paths until there are no more.</summary>
    public void Search()
    {
        // Each pass makes the tree smaller, so that it ends.
        while (Tree.Merge(new ServiceShapes(Tree.Root, Values)))
        {
        }

        NameParameters(Tree.Root);
        SearchedAt = Calls;
        NextSearch = Calls + Math.Max(Calls / 2, (long)CallsPerNode * _paths.Nodes);
    }

    /// <summary>Makes room in the counts of schemas before they are full.</summary>
    public static void Age(PathNode node)
    {
        node.Endpoints?.ForEach(endpoint => endpoint.Age());
        foreach (PathNode child in node.Children.Values)
        {
            Age(child);
        }

        if (node.Parameter is not null)
        {
            Age(node.Parameter);
        }
    }

    private bool TakeBack(TemplateRule rule, RuleOrigins origins)
    {
        RuleOrigins left = Rules[rule] & ~origins;
        if (left == 0)
        {
            return Rules.Remove(rule);
        }

        Rules[rule] = left;
        return false;
    }

    // The name under which a value of a parameter was seen in a response is the parameter's. Hidden values are all alike.
    private void NameParameters(PathNode node)
    {
        foreach (string sample in node.Values?.Samples ?? [])
        {
            node.Values!.Name ??= RedactionMarks.IsSegment(sample) ? null : Values.NameOf(sample);
        }

        foreach (PathNode child in node.Children.Values)
        {
            NameParameters(child);
        }

        if (node.Parameter is not null)
        {
            NameParameters(node.Parameter);
        }
    }
}
