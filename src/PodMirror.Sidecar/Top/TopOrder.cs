namespace PodMirror.Sidecar.Top;

/// <summary>What comes first in the table.</summary>
internal enum TopOrder
{
    /// <summary>The most calls.</summary>
    Calls,

    /// <summary>The largest share of failures.</summary>
    Errors,

    /// <summary>The largest median.</summary>
    P50,

    /// <summary>The largest 95th percentile.</summary>
    P95,

    /// <summary>The service's name, then the path.</summary>
    Service,
}
