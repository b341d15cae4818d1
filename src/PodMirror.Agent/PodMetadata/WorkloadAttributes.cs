using System.Buffers.Text;
using System.Text;
using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Writes what a Pod has from its owner and from its name. It is written when a span asks for it, and kept nowhere: kept it would be a fifth of what
/// all Pods take.
/// </summary>
internal static class WorkloadAttributes
{
    private const int UidBytes = 36;

    private static readonly (byte[] Name, byte[] Uid)[] Keys =
        [.. Enum.GetValues<WorkloadKind>().Select(kind => (Utf8(AttributeKeys.NameOf(kind)), Utf8(AttributeKeys.UidOf(kind))))];

    /// <summary>Writes them as attributes of a Resource, one after the other.</summary>
    public static void Write(ByteBuffer output, in PodRecord pod)
    {
        Workload workload = pod.Workload;
        AttributeBytes.Write(output, "k8s.namespace.name"u8, workload.Namespace);
        WritePodName(output, pod);
        if (workload.Kind != WorkloadKind.None)
        {
            WriteOwner(output, workload.Kind, workload.Name, workload.Uid);
        }

        Controller? controller = workload.Controller;
        if (controller is not null && controller != Controller.Nobody)
        {
            WriteOwner(output, controller.Kind, controller.Name, controller.Uid);
        }

        if (ServiceName(workload, controller) is { } service)
        {
            AttributeBytes.Write(output, "service.name"u8, service);
        }
    }

    // By its precedence in OpenTelemetry's "Specify resource attributes using Kubernetes annotations": of a chain of owners the outermost. Where it
    // is not known how far the chain goes there is no name: that of a ReplicaSet or a Job would be another service with every rollout and run.
    private static byte[]? ServiceName(Workload workload, Controller? controller) => workload.Kind switch
    {
        WorkloadKind.ReplicaSet or WorkloadKind.Job when controller is null => null,
        WorkloadKind.ReplicaSet or WorkloadKind.Job when controller != Controller.Nobody => controller.Name,
        _ => workload.Name,
    };

    // A Pod's name is its owner's, a hyphen and what is kept of it: eight bytes instead of a name for each of a million.
    private static void WritePodName(ByteBuffer output, in PodRecord pod)
    {
        byte[] owner = pod.Workload.Name;
        if (pod.Workload.Kind == WorkloadKind.None)
        {
            AttributeBytes.Write(output, "k8s.pod.name"u8, owner);
        }
        else if (pod.NameEnd != 0 && owner.Length + 1 + PodRecord.MaxNameEndBytes <= MetadataLimits.MaxNameBytes)
        {
            Span<byte> name = stackalloc byte[MetadataLimits.MaxNameBytes];
            owner.CopyTo(name);
            name[owner.Length] = (byte)'-';
            int length = owner.Length + 1;
            for (ulong end = pod.NameEnd; end != 0; end >>= 8)
            {
                name[length++] = (byte)end;
            }

            AttributeBytes.Write(output, "k8s.pod.name"u8, name[..length]);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void WriteOwner(ByteBuffer output, WorkloadKind kind, ReadOnlySpan<byte> name, Guid uid)
    {
        (byte[] nameKey, byte[] uidKey) = Keys[(int)kind];
        Span<byte> text = stackalloc byte[UidBytes];
        Utf8Formatter.TryFormat(uid, text, out _);
        AttributeBytes.Write(output, nameKey, name);
        AttributeBytes.Write(output, uidKey, text);
    }
}
