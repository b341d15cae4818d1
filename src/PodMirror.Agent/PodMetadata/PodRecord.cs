using System.Text;

namespace PodMirror.Agent.PodMetadata;

/// <summary>What is kept of a Pod, in 32 bytes; the rest is shared.</summary>
/// <param name="Workload">Its owner.</param>
/// <param name="Attributes">Its labels and annotations as far as they are asked for, encoded.</param>
/// <param name="NameEnd">What of its name stands behind its owner's, up to eight characters, the first in the lowest byte; 0 of other names.</param>
/// <param name="EndedAt">When it was deleted, in seconds since the table was made; 0 while it lives.</param>
/// <param name="List">The list that told of it last.</param>
internal readonly record struct PodRecord(Workload Workload, byte[] Attributes, ulong NameEnd, int EndedAt, int List)
{
    /// <summary>The most bytes that <see cref="NameEnd"/> has.</summary>
    public const int MaxNameEndBytes = sizeof(ulong);

    /// <summary>The end of a Pod's name behind its owner's; 0 when it is none, or too long.</summary>
    public static ulong NameEndOf(string pod, Workload workload)
    {
        int start = workload.Name.Length + 1;
        bool isOwners = workload.Kind != WorkloadKind.None && pod.Length > start && pod.Length - start <= MaxNameEndBytes && Ascii.IsValid(pod)
            && Ascii.Equals(workload.Name, pod.AsSpan(0, start - 1)) && pod[start - 1] == '-';
        ulong end = 0;
        for (int i = pod.Length - 1; isOwners && i >= start; i--)
        {
            end = (end << 8) | pod[i];
        }

        return end;
    }
}
