using PodMirror.Agent.Configuration;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>Loads and saves the catalog. While a disk does not take it, the store still has what was not saved.</summary>
internal sealed class StateKeeper(StateFile? file, CatalogMetrics metrics, TimeProvider clock, ILogger log)
{
    private long _savedAt = clock.GetTimestamp();
    private CatalogMark _saved;
    private bool _isDue;
    private bool _isUnsaved;
    private volatile string? _trouble;

    /// <summary>What keeps it from being saved; null while all is well.</summary>
    public string? Trouble => _trouble;

    /// <summary>Bytes of the state as it was loaded or saved last.</summary>
    public long Bytes { get; private set; }

    /// <summary>Loads the state; an empty catalog where there is none that can be read.</summary>
    public ApiCatalog Load(out CatalogMark mark)
    {
        mark = default;
        if (file is null)
        {
            return new ApiCatalog(null, AuthNames.IsSecretKey);
        }

        metrics.Loaded = file.Load(out ApiCatalog catalog, out mark, out string? report);
        (_saved, Bytes) = (mark, file.Bytes);
        if (report is not null)
        {
            CatalogLog.SetAside(log, report);
        }
        else if (metrics.Loaded == StateOutcome.Loaded)
        {
            CatalogTotals totals = catalog.Totals();
            CatalogLog.Loaded(log, totals.Services, totals.Endpoints, Bytes);
        }

        return catalog;
    }

    /// <summary>The next time it may, it saves.</summary>
    public void SaveSoon() => _isDue = true;

    /// <summary>Saves when something changed, and the last time was a while ago or somebody asked for it.</summary>
    public void SaveWhenDue(ApiCatalog catalog, CatalogMark mark)
    {
        if (_isDue || ((_isUnsaved || mark != _saved) && clock.GetElapsedTime(_savedAt) >= FeedLimits.SavePeriod))
        {
            Save(catalog, mark);
        }
    }

    /// <summary>Saves at the end what was not saved.</summary>
    public void SaveLast(ApiCatalog catalog, CatalogMark mark)
    {
        if (_isDue || _isUnsaved || mark != _saved)
        {
            Save(catalog, mark);
        }
    }

    private void Save(ApiCatalog catalog, CatalogMark mark)
    {
        (_savedAt, _isDue, _isUnsaved) = (clock.GetTimestamp(), false, true);
        if (file is null)
        {
            catalog.Age();
            return;
        }

        try
        {
            file.Save(catalog, mark);
            (_saved, _isUnsaved, Bytes) = (mark, false, file.Bytes);
            metrics.Saves.Add();
            metrics.SaveMilliseconds.Add((long)clock.GetElapsedTime(_savedAt).TotalMilliseconds);
            Recover();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            metrics.SavesFailed.Add();
            Fail(FaultText.Of(fault, file.Folder));
        }
    }

    private void Recover()
    {
        if (_trouble is not null)
        {
            _trouble = null;
            CatalogLog.SaveRecovered(log);
        }
    }

    private void Fail(string reason)
    {
        if (_trouble is null)
        {
            CatalogLog.SaveFailing(log, reason);
        }

        _trouble = reason;
    }
}
