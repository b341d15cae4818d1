namespace PodMirror.Agent.PodMetadata;

/// <summary>How a request's wait for metadata ended. The names, in snake case, are the results in the metrics.</summary>
internal enum WaitResult
{
    /// <summary>At the start: everything was listed in time.</summary>
    Listed,

    /// <summary>At the start: it was not, and the request went on without.</summary>
    NotListed,

    /// <summary>For a Pod that nobody told of yet: it came.</summary>
    Found,

    /// <summary>For a Pod that nobody told of yet: it did not come, and the request went on without.</summary>
    NotFound,

    /// <summary>For a Pod that nobody told of yet: as many waited already, and the request went on without.</summary>
    Busy,
}
