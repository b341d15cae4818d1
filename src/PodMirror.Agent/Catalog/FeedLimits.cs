namespace PodMirror.Agent.Catalog;

/// <summary>The limits of what the catalog takes from the store, and when it is saved.</summary>
internal static class FeedLimits
{
    /// <summary>Rows read at once: some milliseconds, as the store's journal cannot be written back while somebody reads.</summary>
    public const int RowsPerRead = 256;

    /// <summary>How long the feed waits when there is nothing new: less than a person notices.</summary>
    public static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(200);

    /// <summary>How long it waits after a reading that failed.</summary>
    public static readonly TimeSpan FaultWait = TimeSpan.FromSeconds(2);

    /// <summary>How often what changed is saved.</summary>
    public static readonly TimeSpan SavePeriod = TimeSpan.FromMinutes(1);

    /// <summary>How old a view may be before one who asks gets another.</summary>
    public static readonly TimeSpan ViewAge = TimeSpan.FromSeconds(1);

    /// <summary>A view is not made again before so many times what it took to make: nine of ten parts of the feed's time are for calls.</summary>
    public const int ViewShare = 10;

    /// <summary>How long a request waits for its turn on the feed's thread.</summary>
    public static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The largest file that is read as a state; a catalog at all its limits has some 60 MiB.</summary>
    public const long MaxStateBytes = 256 << 20;
}
