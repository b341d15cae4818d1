using System.Globalization;
using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Drift;

/// <summary>
/// Compares a description with what is seen: by what it says and not by its text, so that another order, other names of parameters and other words
/// are no drift. The same
/// input gives the same report.
/// </summary>
public static class DriftComparison
{
    /// <summary>How long after its last call a deprecated operation counts as called: a week's jobs, and a day.</summary>
    public const long StillCalledMillis = 8L * 24 * 60 * 60 * 1000;

    /// <summary>Compares.</summary>
    /// <param name="description">What is described.</param>
    /// <param name="service">What is seen.</param>
    /// <param name="memory">What the last comparison left; <see cref="DriftMemory.Empty"/> for the first.</param>
    /// <param name="nowMillis">The time, in milliseconds since 1970.</param>
    public static DriftReport Compare(ApiDescription description, ServiceSnapshot service, DriftMemory memory, long nowMillis)
    {
        List<DriftOperation> operations = Operations(description, memory, nowMillis);
        IGrouping<(string Method, string Nameless), EndpointSnapshot>[] seen =
            [.. service.Endpoints.Where(IsCompared).GroupBy(e => (e.Method.ToUpperInvariant(), Templates.Nameless(e.Template)))];
        DescribedPlace[] places = [.. Places(description, operations, withServers: true)];
        var index = new PlaceIndex(places);
        if (!seen.Any(s => index.Find(s.Key.Method, s.First().Template) is { Operation: not null }))
        {
            // A gateway may take the servers' path away before it calls the service.
            DescribedPlace[] bare = [.. Places(description, operations, withServers: false)];
            var bareIndex = new PlaceIndex(bare);
            bool fits = seen.Any(s => bareIndex.Find(s.Key.Method, s.First().Template) is { Operation: not null });
            (places, index) = fits ? (bare, bareIndex) : (places, index);
        }

        var judge = new DriftJudge(service.Name, nowMillis);
        foreach (IGrouping<(string Method, string Nameless), EndpointSnapshot> endpoints in seen)
        {
            judge.See(index.Find(endpoints.Key.Method, endpoints.First().Template), endpoints.Key.Method, [.. endpoints]);
        }

        DriftItem[] items = [.. judge.Items(places).Select(i => Remembered(i, memory, nowMillis))];
        return new DriftReport(items, Next(items, operations));
    }

    /// <summary>The id of an operation.</summary>
    internal static string IdOf(string service, string method, string template) =>
        TextHash.Of($"{service}\n{method}\n{Templates.Nameless(template)}").ToString("x16", CultureInfo.InvariantCulture);

    // gRPC has descriptions of its own, and the rest of a path that a limit put together is no operation.
    private static bool IsCompared(EndpointSnapshot endpoint) => endpoint.Kind != CallKind.Grpc && !Templates.HasRest(endpoint.Template);

    private static List<DriftOperation> Operations(ApiDescription description, DriftMemory memory, long nowMillis)
    {
        List<DriftOperation> operations = [.. description.Operations.Select(o => new DriftOperation(o.Method, o.Template, 0))];
        HashSet<string> there = [.. operations.Select(o => o.Key)];
        IEnumerable<DriftOperation> gone =
            from operation in memory.Operations
            where there.Add(operation.Key)
            let removed = operation.RemovedAt == 0 ? operation with { RemovedAt = Math.Max(1, nowMillis) } : operation
            orderby removed.RemovedAt descending
            select removed;
        operations.AddRange(gone.Take(DriftMemory.MaxRemoved));
        return operations;
    }

    private static IEnumerable<DescribedPlace> Places(ApiDescription description, List<DriftOperation> operations, bool withServers)
    {
        foreach (DescribedOperation operation in description.Operations)
        {
            foreach (string template in withServers ? operation.Templates : [operation.Template])
            {
                yield return new DescribedPlace(operation, null, operation.Method, template);
            }
        }

        string[] bases = withServers ? [.. description.Operations.SelectMany(o => o.BasePaths).Distinct(StringComparer.Ordinal)] : [""];
        foreach (DriftOperation removed in operations.Where(o => o.RemovedAt > 0))
        {
            foreach (string path in bases.Length == 0 ? [""] : bases)
            {
                yield return new DescribedPlace(null, removed, removed.Method, path + removed.Template);
            }
        }
    }

    private static DriftItem Remembered(DriftItem item, DriftMemory memory, long nowMillis)
    {
        bool same = memory.Entries.TryGetValue(item.Id, out DriftEntry? entry) && entry.Fingerprint == FingerprintOf(item);
        return item with { Since = same ? entry!.Since : nowMillis, Accepted = same && entry!.Accepted };
    }

    private static DriftMemory Next(DriftItem[] items, List<DriftOperation> operations)
    {
        SortedDictionary<string, DriftEntry> entries = new(StringComparer.Ordinal);
        foreach (DriftItem item in items.Take(DriftMemory.MaxEntries))
        {
            entries[item.Id] = new DriftEntry(FingerprintOf(item), item.Since, item.Accepted);
        }

        return new DriftMemory(entries, operations);
    }

    private static ulong FingerprintOf(DriftItem item)
    {
        ulong hash = TextHash.Of(item.Status.ToString());
        foreach (DriftChange change in item.Changes)
        {
            hash = TextHash.Of($"{change.Where}\n{change.What}", hash);
        }

        return hash;
    }
}
