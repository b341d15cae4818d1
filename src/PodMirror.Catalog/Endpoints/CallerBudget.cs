namespace PodMirror.Catalog.Endpoints;

/// <summary>How many callers the services may have together: each has a few of its own, the others are taken where they are needed.</summary>
internal sealed class CallerBudget(CatalogLimits limits)
{
    // So that services that are called from everywhere leave some to each other one.
    private const int OfEach = 8;

    private int _taken;

    /// <summary>Takes a place for one more, or refuses.</summary>
    /// <param name="held">Places that the service has.</param>
    public bool TryTake(int held)
    {
        if (held < OfEach)
        {
            return true;
        }

        bool fits = held < limits.MaxCallersOfService && _taken < limits.MaxCallers;
        _taken += fits ? 1 : 0;
        return fits;
    }
}
