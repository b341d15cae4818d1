using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>Makes views when somebody asks, and not oftener than they are worth: what is fresh serves all who ask meanwhile.</summary>
internal sealed class ViewMaker(TimeProvider clock)
{
    private volatile Made? _last;

    /// <summary>The last view while it is fresh; null when another has to be made. From any thread.</summary>
    public CatalogView? Fresh => _last is { } made && clock.GetElapsedTime(made.At) < made.Until ? made.View : null;

    /// <summary>Makes one, on the catalog's thread.</summary>
    public CatalogView Make(ApiCatalog catalog)
    {
        if (Fresh is { } fresh)
        {
            return fresh;
        }

        long start = clock.GetTimestamp();
        var view = new CatalogView(catalog.Outline(), [.. catalog.Rules], [.. catalog.Dismissals], clock.GetUtcNow());
        TimeSpan share = clock.GetElapsedTime(start) * FeedLimits.ViewShare;
        _last = new Made(view, clock.GetTimestamp(), share > FeedLimits.ViewAge ? share : FeedLimits.ViewAge);
        return view;
    }

    /// <summary>The next who asks gets another: something was changed.</summary>
    public void Forget() => _last = null;

    private sealed record Made(CatalogView View, long At, TimeSpan Until);
}
