namespace PodMirror.Agent.PodMetadata;

/// <summary>What became of a resource that names a Pod. The names, in snake case, are the results in the metrics.</summary>
internal enum LookupResult
{
    /// <summary>The Pod is known; what was missing was added.</summary>
    Found,

    /// <summary>The Pod is not known: too new, gone too long, of another cluster, or left out for want of room.</summary>
    Unknown,

    /// <summary>The uid is none of a Pod, or there are several.</summary>
    Invalid,

    /// <summary>What would be added is more than a resource, or all that is added to one request, may be.</summary>
    TooLarge,
}
