using System.Text;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// The owners of Pods, each once, and what owns them in turn. An owner is there while a Pod of it is; of ReplicaSets without Pods, which a cluster
/// has ten times as many of, only the Deployment is known, or that there is none. The watches of Pods, ReplicaSets and Jobs all write here.
/// </summary>
internal sealed class WorkloadTable(TableMemory memory)
{
    // More than a cluster can have. Whoever makes and deletes namespaces without end makes it begin anew.
    private const int MaxNamespaces = 100_000;

    private readonly Lock _gate = new();
    private readonly UidTable<Workload> _workloads = new();
    private readonly UidTable<Controller> _controllers = new();
    private readonly UidTable<ControllerLink> _links = new();
    private readonly Dictionary<string, byte[]> _namespaces = [];

    /// <summary>The owner of a Pod that came, or the Pod's own when it has none.</summary>
    public Workload Take(OwnerReference owner, string pod, string inNamespace)
    {
        lock (_gate)
        {
            if (owner.Kind == WorkloadKind.None)
            {
                return Added(new Workload(new OwnerReference(WorkloadKind.None, pod, default), Shared(inNamespace), null));
            }

            if (!_workloads.TryGet(owner.Uid, out Workload? workload))
            {
                Controller? controller = _links.TryGet(owner.Uid, out ControllerLink link) ? link.Controller : null;
                _workloads.Set(owner.Uid, workload = Added(new Workload(owner, Shared(inNamespace), controller)));
            }

            workload.Uses++;
            return workload;
        }
    }

    /// <summary>A Pod of it went.</summary>
    public void Release(Workload workload)
    {
        lock (_gate)
        {
            if (--workload.Uses > 0)
            {
                return;
            }

            memory.Add(-workload.Bytes);
            if (workload.Kind != WorkloadKind.None)
            {
                _workloads.Remove(workload.Uid, out _);
            }
        }
    }

    /// <summary>Takes note of what owns an owner of Pods.</summary>
    /// <param name="uid">The owner of Pods.</param>
    /// <param name="owner">What owns it; of kind None nothing does.</param>
    /// <param name="kind">The kind of owners that the list tells of.</param>
    /// <param name="list">The list that tells.</param>
    public void SetController(Guid uid, OwnerReference owner, WorkloadKind kind, int list)
    {
        lock (_gate)
        {
            bool isKnown = _links.TryGet(uid, out ControllerLink link);
            if (isKnown && link.Controller.Uid == owner.Uid)
            {
                _links.Set(uid, link with { List = list });
                return;
            }

            if (isKnown)
            {
                Unlink(uid);
            }

            Controller? controller = memory.IsFull ? null : Link(uid, owner, kind, list);
            if (_workloads.TryGet(uid, out Workload? workload))
            {
                workload.Controller = controller;
            }
        }
    }

    /// <summary>An owner of Pods went. Pods of it that are still there, or known for their grace, keep what they have.</summary>
    public void RemoveController(Guid uid)
    {
        lock (_gate)
        {
            Unlink(uid);
        }
    }

    /// <summary>Owners of Pods with a controller of a kind went, but those that a list told of.</summary>
    public void KeepListed(WorkloadKind kind, int list)
    {
        lock (_gate)
        {
            _links.Where(link => link.Kind == kind && link.List != list).ForEach(Unlink);
        }
    }

    private Controller Link(Guid uid, OwnerReference owner, WorkloadKind kind, int list)
    {
        Controller controller = owner.Kind == WorkloadKind.None ? Controller.Nobody : Used(owner);
        _links.Set(uid, new ControllerLink(controller, kind, list));
        memory.Add(TableMemory.LinkBytes);
        return controller;
    }

    private Controller Used(OwnerReference owner)
    {
        if (!_controllers.TryGet(owner.Uid, out Controller? controller))
        {
            _controllers.Set(owner.Uid, controller = new Controller(owner));
            memory.Add(controller.Bytes);
        }

        controller.Uses++;
        return controller;
    }

    private void Unlink(Guid uid)
    {
        if (!_links.Remove(uid, out ControllerLink link))
        {
            return;
        }

        memory.Add(-TableMemory.LinkBytes);
        if (link.Controller != Controller.Nobody && --link.Controller.Uses == 0)
        {
            _controllers.Remove(link.Controller.Uid, out _);
            memory.Add(-link.Controller.Bytes);
        }
    }

    private Workload Added(Workload workload)
    {
        memory.Add(workload.Bytes);
        return workload;
    }

    private byte[] Shared(string inNamespace)
    {
        if (_namespaces.TryGetValue(inNamespace, out byte[]? shared))
        {
            return shared;
        }

        if (_namespaces.Count == MaxNamespaces)
        {
            _namespaces.Clear();
        }

        return _namespaces[inNamespace] = Encoding.UTF8.GetBytes(inNamespace);
    }
}
