using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Manifests;

/// <summary>Asks the API server whether it would take an object.</summary>
internal sealed class DryRun
{
    private readonly Cluster _cluster;
    private readonly IReadOnlyDictionary<string, string> _lists;

    private DryRun(Cluster cluster, IReadOnlyDictionary<string, string> lists) => (_cluster, _lists) = (cluster, lists);

    /// <summary>Finds out what the API server knows.</summary>
    public static async Task<DryRun> OpenAsync(Cluster cluster)
    {
        var lists = new Dictionary<string, string>();
        JsonNode groups = await cluster.GetAsync("/apis");
        IEnumerable<string> versions = groups["groups"]!.AsArray()
            .SelectMany(group => group!["versions"]!.AsArray())
            .Select(version => version!["groupVersion"]!.GetValue<string>());
        foreach (string version in versions.Prepend("v1"))
        {
            JsonNode resources = await cluster.GetAsync(version == "v1" ? "/api/v1" : "/apis/" + version);
            foreach (JsonNode? resource in resources["resources"]!.AsArray())
            {
                string name = resource!["name"]!.GetValue<string>();
                if (!name.Contains('/', StringComparison.Ordinal))
                {
                    lists[$"{version} {resource["kind"]}"] = $"{(version == "v1" ? "/api/v1" : "/apis/" + version)}/namespaces/SPACE/{name}";
                }
            }
        }

        return new DryRun(cluster, lists);
    }

    /// <summary>Whether the API server knows the kind of an object in its version.</summary>
    public bool Knows(JsonNode thing) => _lists.ContainsKey(KeyOf(thing));

    /// <summary>Gives an object to the API server, in a namespace; the object as it would be, or why it would not.</summary>
    public async Task<(bool IsTaken, JsonNode Answer)> TryAsync(JsonNode thing, string space)
    {
        JsonNode here = thing.DeepClone();
        here["metadata"]!["namespace"] = space;
        string list = _lists[KeyOf(thing)].Replace("SPACE", space, StringComparison.Ordinal);
        (int status, JsonNode answer) = await _cluster.PostAsync(list + "?dryRun=All", here);
        return (status == 201, answer);
    }

    private static string KeyOf(JsonNode thing) => $"{thing["apiVersion"]} {thing["kind"]}";
}
