using System.Text.Json;
using PodMirror.Kubernetes;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.PodMetadata;

/// <summary>Takes of ReplicaSets the Deployment, or of Jobs the CronJob, and nothing else.</summary>
/// <param name="workloads">Where it is put.</param>
/// <param name="kind">The kind of controllers.</param>
/// <param name="metrics">Counts what comes.</param>
internal sealed class ControllerSink(WorkloadTable workloads, WorkloadKind kind, MetadataMetrics metrics) : IObjectSink
{
    private int _list;

    /// <inheritdoc/>
    public void BeginList() => _list++;

    /// <inheritdoc/>
    public void EndList() => workloads.KeepListed(kind, _list);

    /// <inheritdoc/>
    public void Put(JsonElement item)
    {
        metrics.Events.Add();
        JsonElement metadata = Get(item, "metadata");
        if (Guid.TryParseExact(Text(metadata, "uid"), "D", out Guid uid))
        {
            OwnerReference owner = OwnerReference.Of(metadata);
            workloads.SetController(uid, owner.Kind == kind ? owner : default, kind, _list);
        }
    }

    /// <inheritdoc/>
    public void Remove(JsonElement item)
    {
        metrics.Events.Add();
        if (Guid.TryParseExact(Text(Get(item, "metadata"), "uid"), "D", out Guid uid))
        {
            workloads.RemoveController(uid);
        }
    }
}
