using System.Text;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// The owner of Pods, with what they have from it: namespace, owner chain, the service's name. Of a Pod without an owner that has attributes it is
/// the Pod's own, with its name.
/// </summary>
/// <param name="owner">The owner; of kind None the Pod itself.</param>
/// <param name="inNamespace">The namespace of both, UTF-8: one array for all that are in it.</param>
/// <param name="controller">What owns the owner; null when nobody has told yet.</param>
internal sealed class Workload(OwnerReference owner, byte[] inNamespace, Controller? controller)
{
    private volatile Controller? _controller = controller;

    /// <summary>The owner's kind.</summary>
    public WorkloadKind Kind { get; } = owner.Kind;

    /// <summary>The owner's uid.</summary>
    public Guid Uid { get; } = owner.Uid;

    /// <summary>The owner's name, UTF-8.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(owner.Name);

    /// <summary>The namespace, UTF-8.</summary>
    public byte[] Namespace => inNamespace;

    /// <summary>What owns the owner; <see cref="PodMetadata.Controller.Nobody"/> when nothing does, and null when nobody has told yet.</summary>
    public Controller? Controller
    {
        get => _controller;
        set => _controller = value;
    }

    /// <summary>How many Pods it has.</summary>
    public int Uses { get; set; }

    /// <summary>What it takes, in bytes.</summary>
    public int Bytes => TableMemory.WorkloadBytes + TableMemory.Of(Name);
}
