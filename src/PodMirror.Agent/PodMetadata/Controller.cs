using System.Text;

namespace PodMirror.Agent.PodMetadata;

/// <summary>What owns the owner of Pods: the Deployment of ReplicaSets, the CronJob of Jobs.</summary>
/// <param name="owner">What it is.</param>
internal sealed class Controller(OwnerReference owner)
{
    /// <summary>Of owners that are known to have none: they stand for themselves. That nobody has told is another thing.</summary>
    public static readonly Controller Nobody = new(new OwnerReference(WorkloadKind.None, "", default));

    /// <summary>Its kind.</summary>
    public WorkloadKind Kind { get; } = owner.Kind;

    /// <summary>Its name, UTF-8.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(owner.Name);

    /// <summary>Its uid.</summary>
    public Guid Uid { get; } = owner.Uid;

    /// <summary>How many owners of Pods it owns.</summary>
    public int Uses { get; set; }

    /// <summary>What it takes, in bytes.</summary>
    public int Bytes => TableMemory.ControllerBytes + TableMemory.Of(Name);
}
