namespace PodMirror.Agent.Metrics;

/// <summary>Why an accepted span did not get into the store. The names, in snake case, are the reasons in the metrics.</summary>
internal enum StoreDropReason
{
    /// <summary>The store failed on it for a reason that is neither the disk's nor the moment's.</summary>
    StoreError,

    /// <summary>More came than the store takes in a second.</summary>
    Rate,
}
