using System.Text.Json;
using PodMirror.Kubernetes;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Every Pod of the cluster, and those that ended a moment ago, within a bound of bytes: at the bound those that ended go first, and then Pods that
/// are new are left out and counted. One watch writes; anybody reads.
/// </summary>
/// <param name="attributes">Reads labels and annotations.</param>
/// <param name="workloads">The owners.</param>
/// <param name="memory">The bound.</param>
/// <param name="metrics">Counts what comes.</param>
/// <param name="clock">For the grace of those that ended.</param>
internal sealed class PodTable(PodAttributes attributes, WorkloadTable workloads, TableMemory memory, MetadataMetrics metrics, TimeProvider clock)
    : IObjectSink, IPodLookup
{
    private readonly UidTable<PodRecord> _pods = new();
    private readonly SharedAttributes _shared = new(memory);
    private readonly Queue<(Guid Uid, int EndedAt)> _ended = new();
    private readonly long _start = clock.GetTimestamp();
    private int _list;

    /// <summary>Called with the uid of each Pod that was not known before.</summary>
    public Action<Guid>? Added { get; set; }

    /// <summary>Pods that are known, with those that ended a moment ago.</summary>
    public int Count => _pods.Count;

    /// <inheritdoc/>
    public bool TryFind(Guid uid, out PodRecord pod) => _pods.TryGet(uid, out pod);

    /// <inheritdoc/>
    public void BeginList() => _list++;

    /// <inheritdoc/>
    public void EndList() => _pods.Where(pod => pod.List != _list && pod.EndedAt == 0).ForEach(End);

    /// <inheritdoc/>
    public void Put(JsonElement item)
    {
        metrics.Events.Add();
        Forget();
        JsonElement metadata = Get(item, "metadata");
        if (!Guid.TryParseExact(Text(metadata, "uid"), "D", out Guid uid))
        {
            return;
        }

        bool isKnown = _pods.TryGet(uid, out PodRecord before);
        if (!isKnown && !HasRoom())
        {
            metrics.PodsLeftOut.Add();
            return;
        }

        _pods.Set(uid, Read(metadata));
        if (isKnown)
        {
            Release(before);
        }
        else
        {
            memory.Add(TableMemory.PodBytes);
            Added?.Invoke(uid);
        }
    }

    /// <inheritdoc/>
    public void Remove(JsonElement item)
    {
        metrics.Events.Add();
        Forget();
        if (Guid.TryParseExact(Text(Get(item, "metadata"), "uid"), "D", out Guid uid))
        {
            End(uid);
        }
    }

    /// <summary>Forgets those that ended longer ago than the grace.</summary>
    public void Forget()
    {
        int now = Now();
        while (_ended.TryPeek(out (Guid Uid, int EndedAt) oldest) && now - oldest.EndedAt >= (int)MetadataLimits.DeadGrace.TotalSeconds)
        {
            ForgetOldest();
        }
    }

    private PodRecord Read(JsonElement metadata)
    {
        string name = Text(metadata, "name");
        Workload workload = workloads.Take(OwnerReference.Of(metadata), name, Text(metadata, "namespace"));
        byte[] encoded = _shared.Take(attributes.Encode(metadata));
        return new PodRecord(workload, encoded, PodRecord.NameEndOf(name, workload), 0, _list);
    }

    private bool HasRoom()
    {
        while (memory.IsFull && _ended.Count > 0)
        {
            ForgetOldest();
        }

        return !memory.IsFull;
    }

    private void End(Guid uid)
    {
        if (_pods.TryGet(uid, out PodRecord pod) && pod.EndedAt == 0)
        {
            int now = Now();
            _pods.Set(uid, pod with { EndedAt = now });
            _ended.Enqueue((uid, now));
            memory.Add(TableMemory.EndedBytes);
        }
    }

    private void ForgetOldest()
    {
        (Guid uid, int endedAt) = _ended.Dequeue();
        memory.Add(-TableMemory.EndedBytes);

        // A list that was behind may have told of it again meanwhile, and then it ends again.
        if (_pods.TryGet(uid, out PodRecord pod) && pod.EndedAt == endedAt)
        {
            _pods.Remove(uid, out _);
            Release(pod);
            memory.Add(-TableMemory.PodBytes);
        }
    }

    private void Release(PodRecord pod)
    {
        workloads.Release(pod.Workload);
        _shared.Release(pod.Attributes);
    }

    // Never 0, which says that a Pod lives. By the monotonic clock: a wall clock that is set would forget every Pod that ended, or none.
    private int Now() => 1 + (int)clock.GetElapsedTime(_start).TotalSeconds;
}
