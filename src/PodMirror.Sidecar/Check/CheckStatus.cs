namespace PodMirror.Sidecar.Check;

/// <summary>How a check came out.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Something that somebody should know, or that could not be looked at.</summary>
    Warn,

    /// <summary>Something that keeps Pods from being mirrored.</summary>
    Fail,
}
