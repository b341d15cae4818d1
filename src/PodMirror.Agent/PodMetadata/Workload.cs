using System.Text;
using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// The owner of Pods, with all that they have from it, encoded: namespace, owner chain, the service's name. Of a Pod without an owner that has
/// attributes it is the Pod's own, with its name.
/// </summary>
/// <param name="owner">The owner; of kind None the Pod itself.</param>
/// <param name="inNamespace">The namespace of both: one text for all that are in it.</param>
/// <param name="controller">What owns the owner, when that is known.</param>
internal sealed class Workload(OwnerReference owner, string inNamespace, Controller? controller)
{
    private readonly Guid _uid = owner.Uid;
    private readonly string _namespace = inNamespace;
    private volatile byte[] _attributes = Encode(owner, inNamespace, controller);

    /// <summary>The owner's kind.</summary>
    public WorkloadKind Kind { get; } = owner.Kind;

    /// <summary>The owner's name, UTF-8.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(owner.Name);

    /// <summary>What its Pods have from it: attributes of a Resource, one after the other. Never changed, only replaced.</summary>
    public byte[] Attributes => _attributes;

    /// <summary>How many Pods it has.</summary>
    public int Uses { get; set; }

    /// <summary>The owner; of kind None the Pod itself.</summary>
    public OwnerReference Owner => new(Kind, Encoding.UTF8.GetString(Name), _uid);

    /// <summary>What it takes, in bytes.</summary>
    public int Bytes => TableMemory.WorkloadBytes + TableMemory.Of(Name) + TableMemory.Of(_attributes);

    /// <summary>Takes note of what owns the owner.</summary>
    public void SetController(Controller? controller) => _attributes = Encode(Owner, _namespace, controller);

    // The service's name by its precedence in OpenTelemetry's "Specify resource attributes using Kubernetes annotations": of a chain the outermost.
    private static byte[] Encode(OwnerReference owner, string inNamespace, Controller? controller)
    {
        var output = new ByteBuffer(MetadataLimits.MaxPodBytes);
        AttributeBytes.Write(output, "k8s.namespace.name", inNamespace);
        if (owner.Kind == WorkloadKind.None)
        {
            AttributeBytes.Write(output, "k8s.pod.name", owner.Name);
        }
        else
        {
            Write(output, owner.Kind, owner.Name, owner.Uid);
        }

        if (controller is not null)
        {
            Write(output, controller.Kind, controller.Name, controller.Uid);
        }

        AttributeBytes.Write(output, "service.name", controller?.Name ?? owner.Name);
        return output.Written.ToArray();
    }

    private static void Write(ByteBuffer output, WorkloadKind kind, string name, Guid uid)
    {
        AttributeBytes.Write(output, AttributeKeys.NameOf(kind), name);
        AttributeBytes.Write(output, AttributeKeys.UidOf(kind), uid.ToString("D"));
    }
}
