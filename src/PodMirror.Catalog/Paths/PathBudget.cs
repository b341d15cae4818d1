namespace PodMirror.Catalog.Paths;

/// <summary>How many places and endpoints all services may have together.</summary>
internal sealed class PathBudget(CatalogLimits limits)
{
    private long _ofRules;

    /// <summary>The limits that it keeps.</summary>
    public CatalogLimits Limits { get; } = limits;

    /// <summary>Places in use.</summary>
    public int Nodes { get; private set; }

    /// <summary>Endpoints in use.</summary>
    public int Endpoints { get; private set; }

    /// <summary>Whether there is room for a parameter with a place behind it.</summary>
    public bool HasRoom => Nodes + 2 <= Limits.MaxPathNodes;

    /// <summary>Whether there is room for a place.</summary>
    public bool HasPlace => Nodes < Limits.MaxPathNodes;

    /// <summary>Takes a place, or refuses.</summary>
    public bool TryTakeNode()
    {
        bool fits = HasPlace;
        Nodes += fits ? 1 : 0;
        return fits;
    }

    /// <summary>Takes a place that no limit refuses: a rule's, a parameter, or one that is given back at once.</summary>
    public void TakeNode() => Nodes++;

    /// <summary>Says that a state has a rule, which may have made places past the limit.</summary>
    /// <param name="template">Its template.</param>
    public void AllowRule(string template) => _ofRules += template.AsSpan().Count('/') + 1;

    /// <summary>Takes a place of a state, which has those that no limit refused, too: parameters, one for each other place, and rules'.</summary>
    /// <returns>Whether there may be so many.</returns>
    public bool TryTakeKeptNode() => ++Nodes <= (2L * Limits.MaxPathNodes) + _ofRules;

    /// <summary>Takes an endpoint, or refuses.</summary>
    public bool TryTakeEndpoint()
    {
        bool fits = Endpoints < Limits.MaxEndpoints;
        Endpoints += fits ? 1 : 0;
        return fits;
    }

    /// <summary>Gives back places.</summary>
    public void GiveNodes(int count = 1) => Nodes -= count;

    /// <summary>Gives back an endpoint.</summary>
    public void GiveEndpoint() => Endpoints--;
}
