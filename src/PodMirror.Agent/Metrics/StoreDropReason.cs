namespace PodMirror.Agent.Metrics;

/// <summary>Why an accepted span did not get into the store. The names, in snake case, are the reasons in the metrics.</summary>
internal enum StoreDropReason
{
    /// <summary>The store could not be written to: disk full, an I/O error.</summary>
    StoreError,

    /// <summary>The grace period of a stop was over before the queue was empty.</summary>
    Shutdown,
}
