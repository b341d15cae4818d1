using System.Text.Json.Nodes;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>Everything that is in a cluster, by kind and name.</summary>
internal static class Inventory
{
    // What comes and goes by itself, with every Pod that is made.
    private static readonly string[] Passing = ["events", "leases", "endpointslices", "pods"];

    /// <summary>Looks at every list that the API server has, but for what is in the namespaces of these tests.</summary>
    public static async Task<IReadOnlySet<string>> TakeAsync(Cluster cluster)
    {
        var found = new HashSet<string>();
        foreach (string list in await ListsAsync(cluster))
        {
            JsonNode items = await cluster.GetAsync(list);
            foreach (JsonNode? item in items["items"]!.AsArray())
            {
                JsonNode metadata = item!["metadata"]!;
                string space = metadata["namespace"]?.GetValue<string>() ?? "";
                string name = metadata["name"]!.GetValue<string>();
                if (!$"{space}{name}".Contains("podmirror-e2e-", StringComparison.Ordinal))
                {
                    found.Add($"{list} {space} {name}");
                }
            }
        }

        return found;
    }

    private static async Task<string[]> ListsAsync(Cluster cluster)
    {
        var lists = new List<string>();
        JsonNode groups = await cluster.GetAsync("/apis");
        string[] versions =
        [
            "/api/v1", .. groups["groups"]!.AsArray().Select(group => "/apis/" + group!["preferredVersion"]!["groupVersion"]),
        ];
        foreach (string version in versions)
        {
            JsonNode resources = await cluster.GetAsync(version);
            lists.AddRange(resources["resources"]!.AsArray()
                .Where(one => one!["verbs"]!.AsArray().Any(verb => verb!.GetValue<string>() == "list"))
                .Select(one => one!["name"]!.GetValue<string>())
                .Where(name => !Passing.Contains(name))
                .Select(name => $"{version}/{name}"));
        }

        return [.. lists];
    }
}
