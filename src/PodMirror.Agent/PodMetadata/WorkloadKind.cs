namespace PodMirror.Agent.PodMetadata;

/// <summary>The kinds of owners that OpenTelemetry has attributes for.</summary>
internal enum WorkloadKind : byte
{
    /// <summary>None of these: a Pod of nobody, or of a kind without attributes.</summary>
    None,

    /// <summary>Owns ReplicaSets.</summary>
    Deployment,

    /// <summary>Owns Pods, and is a Deployment's.</summary>
    ReplicaSet,

    /// <summary>Owns Pods.</summary>
    StatefulSet,

    /// <summary>Owns Pods.</summary>
    DaemonSet,

    /// <summary>Owns Jobs.</summary>
    CronJob,

    /// <summary>Owns Pods, and may be a CronJob's.</summary>
    Job,
}
