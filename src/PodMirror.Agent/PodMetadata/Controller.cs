namespace PodMirror.Agent.PodMetadata;

/// <summary>What owns the owner of Pods: the Deployment of ReplicaSets, the CronJob of Jobs.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="name">Its name.</param>
/// <param name="uid">Its uid.</param>
internal sealed class Controller(WorkloadKind kind, string name, Guid uid)
{
    /// <summary>Its kind.</summary>
    public WorkloadKind Kind => kind;

    /// <summary>Its name: one text for all that it owns.</summary>
    public string Name => name;

    /// <summary>Its uid.</summary>
    public Guid Uid => uid;

    /// <summary>How many owners of Pods it owns.</summary>
    public int Uses { get; set; }

    /// <summary>What it takes, in bytes.</summary>
    public int Bytes => TableMemory.ControllerBytes + (2 * name.Length);
}
