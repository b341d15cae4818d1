namespace PodMirror.Injection;

/// <summary>When init containers that stay are used, in place of plain containers.</summary>
public enum NativeSidecarPolicy
{
    /// <summary>When every kubelet runs them: Kubernetes 1.29 or newer.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
