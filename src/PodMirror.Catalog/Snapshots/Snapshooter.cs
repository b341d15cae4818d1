using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Paths;
using PodMirror.Catalog.Schemas;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Snapshots;

/// <summary>Makes snapshots of services.</summary>
internal static class Snapshooter
{
    // A field is sensitive when so many calls of at least so many had such a value: chance lets some values look like others.
    private const int FewestSeen = 20;
    private const double FlaggedFrom = 0.5;

    /// <summary>Of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="whole">False leaves out what takes the most room: parameters and bodies.</param>
    public static ServiceSnapshot Of(ServiceState service, bool whole = true)
    {
        List<EndpointSnapshot> endpoints = [];
        Visit(service.Tree.Root, node => Collect(service, node, whole, endpoints));
        endpoints.Sort((a, b) =>
            string.CompareOrdinal(a.Template, b.Template) is not 0 and int byTemplate ? byTemplate
            : string.CompareOrdinal(a.Method, b.Method) is not 0 and int byMethod ? byMethod
            : string.CompareOrdinal(a.Operation, b.Operation));
        return new ServiceSnapshot(service.Name, service.Calls, service.Unconfirmed, service.Refused, service.Tree.Capped, endpoints)
        {
            Mirrored = service.Mirrored,
            Callers = [.. service.Callers.All.Select(Of)],
            Recent = service.Recent.Read(),
        };
    }

    /// <summary>Of one endpoint of a service, whole; null when there is none of this id.</summary>
    public static EndpointSnapshot? Of(ServiceState service, ulong id)
    {
        EndpointSnapshot? found = null;
        Visit(service.Tree.Root, node =>
        {
            ulong place = EndpointId.OfPlace(service.Name, node);
            EndpointState? endpoint = node.Endpoints!.Find(e => EndpointId.Of(place, e) == id);
            found ??= endpoint is null ? null : Of(service, node, endpoint, id, whole: true);
        });
        return found;
    }

    private static ServiceCallerSnapshot Of(CallerState caller) =>
        new(caller.Name, caller.Calls, caller.Error, caller.LastSeen, caller.Recent.Read()) { Mirrored = caller.Mirrored };

    // Calls back for each place where something ends.
    private static void Visit(PathNode node, Action<PathNode> visit)
    {
        if (node.Endpoints is not null)
        {
            visit(node);
        }

        foreach (PathNode child in node.Children.Values)
        {
            Visit(child, visit);
        }

        if (node.Parameter is not null)
        {
            Visit(node.Parameter, visit);
        }
    }

    private static void Collect(ServiceState service, PathNode node, bool whole, List<EndpointSnapshot> into)
    {
        ulong place = EndpointId.OfPlace(service.Name, node);
        into.AddRange(node.Endpoints!.Select(endpoint => Of(service, node, endpoint, EndpointId.Of(place, endpoint), whole)));
    }

    private static EndpointSnapshot Of(ServiceState service, PathNode node, EndpointState endpoint, ulong id, bool whole) => new()
    {
        Id = id,
        Kind = endpoint.Kind,
        Method = endpoint.Method,
        Template = PathTemplate.Of(node),
        Operation = endpoint.Operation,
        Declared = (node.Rule & PositionRule.Declared) != 0,
        Capped = IsCapped(node),
        Calls = endpoint.Calls,
        Errors = endpoint.Errors,
        Failures = endpoint.Failures,
        FirstSeen = endpoint.FirstSeen,
        LastSeen = endpoint.LastSeen,
        P50Micros = endpoint.Latency.Quantile(0.5),
        P95Micros = endpoint.Latency.Quantile(0.95),
        P99Micros = endpoint.Latency.Quantile(0.99),
        Statuses = [.. endpoint.Statuses.All.Select(s => new StatusSnapshot(s.Status, s.Count)).OrderBy(s => s.Status)],
        Minutes = [.. Enumerable.Range(0, MinuteSeries.Minutes).Select(i => MinuteOf(endpoint.Series.At(i)))],
        Callers = [.. endpoint.Callers.Names.Select(n => new CallerSnapshot(n.Name, n.Count, n.Error, n.LastSeen)).OrderByDescending(c => c.Calls)],
        Auth = endpoint.Auth.Kind(),
        AuthUnknown = endpoint.Auth.Answered == 0,
        ApiKeyName = endpoint.Auth.ApiKeyName,
        CookieName = endpoint.Auth.CookieName,
        PathParameters = whole ? PathTemplate.Parameters(node) : [],
        QueryParameters = !whole || endpoint.Query is null ? [] : SchemaSnapshots.Properties(endpoint.Query),
        HeaderParameters = whole ? Headers(endpoint.Headers) : [],
        HeadersShown = endpoint.Headers?.Objects ?? 0,
        HeadersCapped = endpoint.Headers?.Capped == true,
        Bodies = whole ? [.. endpoint.Bodies.Select(Of).OrderBy(b => b.Status)] : [],
        Sensitive = [.. endpoint.Sensitive.All.Select(f => Of(service, endpoint, f))],
    };

    private static MinuteSnapshot MinuteOf((long Minute, uint Calls, uint Errors) minute) => new(minute.Minute, minute.Calls, minute.Errors);

    private static BodySnapshot Of(BodyState body) =>
        new(body.Status, body.ContentType, body.Messages, body.Partial, body.Schema is { Seen: > 0 } schema ? SchemaSnapshots.Of(schema) : null)
        {
            Headers = Headers(body.Headers),
        };

    private static PropertySnapshot[] Headers(SchemaNode? fields) => fields is null ? [] : SchemaSnapshots.Properties(fields);

    private static SensitiveSnapshot Of(ServiceState service, EndpointState endpoint, SensitiveField field)
    {
        // Requests that were refused teach nothing of an API and are not counted; what was found in them was there all the same.
        long seen = Math.Max(field.Matched, SensitiveExposure.Seen(endpoint, field));
        bool dismissed = service.Dismissed.Exists(d =>
            d.Kind == field.Kind && d.Where == field.Where && IsFor(service, d, endpoint));
        return new SensitiveSnapshot(field.Kind, field.Where, field.Matched, seen, !dismissed && IsFlagged(field.Matched, seen), dismissed);
    }

    private static bool IsFor(ServiceState service, SensitiveDismissal dismissal, EndpointState endpoint) =>
        dismissal.Method == endpoint.Method && (dismissal.Operation ?? endpoint.Operation) == endpoint.Operation
        && service.Tree.Find(dismissal.Template)?.Endpoints?.Contains(endpoint) == true;

    // Below the least number every value counts: one secret in the only call is no chance.
    private static bool IsFlagged(long matched, long seen) => seen < FewestSeen ? matched * 4 >= seen * 3 : matched >= FlaggedFrom * seen;

    private static bool IsCapped(PathNode node)
    {
        for (PathNode? at = node; at is not null; at = at.Parent)
        {
            if (at.Capped)
            {
                return true;
            }
        }

        return false;
    }
}
