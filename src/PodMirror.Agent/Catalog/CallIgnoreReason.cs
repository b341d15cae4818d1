namespace PodMirror.Agent.Catalog;

/// <summary>Why a span is no call for the catalog. The names, in snake case, are the reasons in the metrics.</summary>
internal enum CallIgnoreReason
{
    /// <summary>Its method or its path is not known: the request was not seen, it asks a proxy for a tunnel, or the span is of no HTTP.</summary>
    NoRequest,

    /// <summary>It is the prober's.</summary>
    Probe,
}
