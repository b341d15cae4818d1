using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Drift;

/// <summary>Collects what is seen of each operation, and says how it stands.</summary>
internal sealed class DriftJudge(string service, long nowMillis)
{
    private readonly Dictionary<DescribedOperation, (DescribedPlace Place, List<EndpointSnapshot> Endpoints)> _seen =
        new(ReferenceEqualityComparer.Instance);

    private readonly List<DriftItem> _undescribed = [];

    /// <summary>Takes endpoints in that have one method and template.</summary>
    /// <param name="place">The operation that they are; null when there is none.</param>
    /// <param name="method">Their method, in capitals.</param>
    /// <param name="endpoints">The endpoints.</param>
    public void See(DescribedPlace? place, string method, EndpointSnapshot[] endpoints)
    {
        if (place?.Operation is DescribedOperation operation)
        {
            if (!_seen.TryGetValue(operation, out (DescribedPlace Place, List<EndpointSnapshot> Endpoints) known))
            {
                _seen.Add(operation, known = (place, []));
            }

            known.Endpoints.AddRange(endpoints);
            return;
        }

        // RFC 9110 sections 9.3.2 and 9.3.7: HEAD is GET's without its content, and OPTIONS asks what there is, as browsers do before many calls.
        if (method is "HEAD" or "OPTIONS")
        {
            return;
        }

        bool calledSince = place?.Removed is null || endpoints.Any(e => e.LastSeen > place.Removed.RemovedAt);
        if (calledSince)
        {
            string template = endpoints[0].Template;
            _undescribed.Add(new DriftItem
            {
                Id = DriftComparison.IdOf(service, method, template),
                Status = place?.Removed is null ? DriftStatus.Shadow : DriftStatus.Zombie,
                Method = method,
                Template = template,
                Changes = place?.Removed is null ? [] : [new DriftChange("operation", "is gone from the description, and is still called")],
                Endpoints = endpoints,
            });
        }
    }

    /// <summary>All operations, described or not, by template and method.</summary>
    public IEnumerable<DriftItem> Items(IEnumerable<DescribedPlace> places)
    {
        IEnumerable<DriftItem> described =
            from place in places
            where place.Operation is not null
            group place by place.Operation into ofOperation
            select Described(ofOperation.First());
        return described.Concat(_undescribed).DistinctBy(i => i.Id)
            .OrderBy(i => i.Template, StringComparer.Ordinal).ThenBy(i => i.Method, StringComparer.Ordinal);
    }

    private DriftItem Described(DescribedPlace first)
    {
        bool seen = _seen.TryGetValue(first.Operation!, out (DescribedPlace Place, List<EndpointSnapshot> Endpoints) known);
        DescribedPlace place = seen ? known.Place : first;
        var changes = new ChangeList();
        DriftStatus status = DriftStatus.Orphan;
        if (seen)
        {
            OperationComparer.Compare(place, known.Endpoints, changes);
            status = changes.All.Count > 0 ? DriftStatus.Changed : DriftStatus.Documented;
            if (place.Operation!.Deprecated && known.Endpoints.Exists(e => e.LastSeen > nowMillis - DriftComparison.StillCalledMillis))
            {
                changes.Add("operation", "is deprecated, and is still called");
                status = DriftStatus.Zombie;
            }
        }

        return new DriftItem
        {
            Id = DriftComparison.IdOf(service, place.Method, first.Operation!.Templates.First()),
            Status = status,
            Method = place.Method,
            Template = place.Template,
            Changes = changes.All,
            Endpoints = seen ? known.Endpoints : [],
        };
    }
}
