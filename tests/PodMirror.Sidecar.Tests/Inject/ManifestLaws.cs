using System.Text.Json.Nodes;
using PodMirror.Injection;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

/// <summary>What must hold of every file that can be read, whatever is in it.</summary>
internal static class ManifestLaws
{
    private static readonly InjectionOptions Plain = new()
    {
        Image = "registry.example/podmirror:1",
        Endpoint = "http://agent.podmirror.svc:4318",
        ImagePullSecrets = ["pull"],
    };

    /// <summary>Checks them.</summary>
    /// <returns>How many workloads were injected.</returns>
    public static int Check(byte[] bytes, bool native)
    {
        if (!Yaml.TryRead(bytes, out Manifest? manifest, out _))
        {
            return 0;
        }

        Assert.Equal(manifest!.Text, ManifestWriter.Write(manifest, new HashSet<ManifestDocument>()));

        // What was read as JSON is written as JSON, numbers to the digit; YAML may have no such number.
        foreach (ManifestDocument document in manifest.Documents.Where(_ => !manifest.IsJson))
        {
            ComesBack(document.Data);
        }

        JsonNode?[] before = Data(manifest);
        InjectionOptions options = Plain with { NativeSidecars = native };
        (string injected, int count) = Change(manifest, workload => WorkloadInjection.Inject(workload, Facts(workload), options));

        Manifest again = Yaml.ReadAll(injected);
        Same(Data(manifest), Data(again), injected);
        (string twice, int more) = Change(again, workload => WorkloadInjection.Inject(workload, Facts(workload), options));
        Assert.Equal((injected, 0), (twice, more));

        (string back, _) = Change(again, workload => WorkloadUninjection.Uninject(workload, options));
        if (before.SelectMany(WorkloadFinder.Find).All(CanBeRestored))
        {
            Same([.. before.Select(Bare)], [.. Data(Yaml.ReadAll(back)).Select(Bare)], back);
        }

        return count;
    }

    /// <summary>Whether data that are written as YAML are read as the same.</summary>
    private static void ComesBack(JsonNode? data)
    {
        if (data is JsonObject { Count: > 0 } map)
        {
            string yaml = YamlWriter.Write(map);
            JsonNode? back = Yaml.Read(yaml);
            Assert.True(JsonNode.DeepEquals(data, back), $"{data.ToJsonString()}\n{yaml}\n{back?.ToJsonString()}");
            Assert.Equal(yaml, YamlWriter.Write(back!.AsObject()));
        }
    }

    private static NamespaceFacts Facts(Workload workload) => new NamespaceAssumptions(Plain.Names, null).Of(workload.Namespace);

    private static (string Text, int Changed) Change(Manifest manifest, Func<Workload, WorkloadOutcome> change)
    {
        var changed = new HashSet<ManifestDocument>(ReferenceEqualityComparer.Instance);
        int count = 0;
        foreach (ManifestDocument document in manifest.Documents)
        {
            int here = WorkloadFinder.Find(document.Data).ToArray().Count(workload => change(workload).IsChanged);
            count += here;
            if (here > 0)
            {
                changed.Add(document);
            }
        }

        return (ManifestWriter.Write(manifest, changed), count);
    }

    private static JsonNode?[] Data(Manifest manifest) => [.. manifest.Documents.Select(document => document.Data?.DeepClone())];

    private static void Same(JsonNode?[] expected, JsonNode?[] actual, string text)
    {
        Assert.True(expected.Length == actual.Length, $"{expected.Length} documents became {actual.Length}:\n{text}");
        for (int i = 0; i < expected.Length; i++)
        {
            string what = $"document {i}\n{expected[i]?.ToJsonString()}\n{actual[i]?.ToJsonString()}\n{text}";
            Assert.True(AreSame(expected[i], actual[i]), what);
        }
    }

    // The framework's comparison throws on a number whose exponent no 32 bits hold.
    private static bool AreSame(JsonNode? a, JsonNode? b) => a?.ToJsonString() == b?.ToJsonString() || JsonNode.DeepEquals(a, b);

    /// <summary>
    /// Not where something of ours was there before, or where a part is of another kind than it can be: injecting writes over that, as the API
    /// server would refuse it anyway.
    /// </summary>
    private static bool CanBeRestored(Workload workload)
    {
        JsonObject? pod = workload.Pod;
        JsonNode? metadata = pod?["metadata"];
        var annotations = (metadata as JsonObject)?["annotations"] as JsonObject;
        var spec = pod?["spec"] as JsonObject;
        return metadata is null or JsonObject
            && (metadata as JsonObject)?["annotations"] is null or JsonObject
            && annotations?.ContainsKey("mirror.traceable.ai/status") != true
            && annotations?["kubectl.kubernetes.io/default-container"]?.GetValueKind() is null or System.Text.Json.JsonValueKind.String
            && spec?["initContainers"] is null or JsonArray
            && spec?["imagePullSecrets"] is null or JsonArray
            && spec?.ToString().Contains(Plain.Image.Split(':')[0], StringComparison.Ordinal) != true;
    }

    /// <summary>Without the empty and null parts of Pods that Kubernetes takes for absent ones.</summary>
    private static JsonNode? Bare(JsonNode? document)
    {
        JsonNode? copy = document?.DeepClone();
        foreach (JsonObject pod in WorkloadFinder.Find(copy).Select(workload => workload.Pod).OfType<JsonObject>().ToArray())
        {
            Drop(pod["metadata"], "annotations");
            Drop(pod["spec"], "initContainers");
            Drop(pod["spec"], "imagePullSecrets");
            Drop(pod, "metadata");
        }

        return copy;
    }

    private static void Drop(JsonNode? parent, string member)
    {
        if (parent is JsonObject found && found[member] is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            found.Remove(member);
        }
    }
}
