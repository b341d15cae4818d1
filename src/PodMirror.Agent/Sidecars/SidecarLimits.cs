namespace PodMirror.Agent.Sidecars;

/// <summary>The limits of what is kept of sidecars. Of each Pod there are two ledgers, whose counters are fixed: some 1 KiB.</summary>
internal static class SidecarLimits
{
    /// <summary>Pods that are known at a time: as many as OTLP/HTTP has connections. What comes beyond is ignored, and counted.</summary>
    public const int MaxPods = 8000;

    /// <summary>
    /// UTF-8 bytes of a namespace, a Pod's and a service's name together, of which Kubernetes' own have 63, 253 and 253 at most; and of the names in
    /// a point.
    /// </summary>
    public const int MaxNameBytes = 640;

    /// <summary>A Pod that tells nothing for so long is forgotten: fifteen of its reports at the usual interval of a minute.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    /// <summary>How often forgotten Pods are looked for while new ones come.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);
}
