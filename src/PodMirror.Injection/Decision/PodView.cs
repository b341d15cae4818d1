using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// A Pod, or a workload's Pod template, as raw JSON: typed objects would drop the fields of a newer Kubernetes. Whatever is absent, null or of
/// another kind than it should be is read as absent; the API server says what is wrong with it.
/// </summary>
public readonly struct PodView
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    private readonly JsonElement _pod;

    /// <summary>Takes a Pod.</summary>
    public PodView(JsonElement pod) => _pod = pod;

    /// <summary>Whether it has a spec with containers, without which nothing is a Pod.</summary>
    public bool IsPod => Spec.ValueKind == JsonValueKind.Object && Get(Spec, "containers").ValueKind == JsonValueKind.Array;

    /// <summary>The metadata.</summary>
    public JsonElement Metadata => Get(_pod, "metadata");

    /// <summary>The spec.</summary>
    public JsonElement Spec => Get(_pod, "spec");

    /// <summary>What the kubelet says of it.</summary>
    public JsonElement Status => Get(_pod, "status");

    /// <summary>Whether it uses the node's network.</summary>
    public bool HostNetwork => Get(Spec, "hostNetwork").ValueKind == JsonValueKind.True;

    /// <summary>Whether it runs on Windows, by its own word or by where it may be scheduled.</summary>
    public bool IsWindows =>
        Text(Get(Get(Spec, "os"), "name")) == "windows"
        || Text(Get(Get(Spec, "nodeSelector"), "kubernetes.io/os")) == "windows"
        || Text(Get(Get(Spec, "nodeSelector"), "beta.kubernetes.io/os")) == "windows"
        || NodeAffinity.AsksForWindows(Spec);

    /// <summary>Whether it is the image of a Pod that a kubelet made out of a file.</summary>
    public bool IsStatic => Annotation("kubernetes.io/config.mirror") is not null || Owners("Node");

    /// <summary>Whether it is to end by itself: a Job's, in a manifest also a CronJob's, or one that is not started again.</summary>
    public bool IsToEnd => Owners("Job") || Owners("CronJob") || Text(Get(Spec, "restartPolicy")) is "Never" or "OnFailure";

    /// <summary>
    /// Whether the Pod as a whole has an amount of a resource (Kubernetes 1.34): then the sum of its containers' requests, and each of their limits,
    /// may not be larger.
    /// </summary>
    internal bool HasAmountOfItsOwn(string resource) =>
        Get(Get(Get(Spec, "resources"), "requests"), resource).ValueKind != JsonValueKind.Undefined
        || Get(Get(Get(Spec, "resources"), "limits"), resource).ValueKind != JsonValueKind.Undefined;

    /// <summary>The value of an annotation, or null.</summary>
    public string? Annotation(string key) => Text(Get(Get(Metadata, "annotations"), key));

    /// <summary>The keys of the annotations.</summary>
    public IEnumerable<string> AnnotationKeys() => Keys(Get(Metadata, "annotations"));

    /// <summary>Containers of a list of the spec, such as <c>initContainers</c>.</summary>
    public IEnumerable<JsonElement> Containers(string list) => Items(Get(Spec, list));

    /// <summary>The container of a name in any of the lists; undefined when there is none.</summary>
    public JsonElement Container(string name)
    {
        foreach (string list in ContainerLists)
        {
            foreach (JsonElement container in Containers(list))
            {
                if (Text(Get(container, "name")) == name)
                {
                    return container;
                }
            }
        }

        return default;
    }

    /// <summary>Whether something made it that makes it again when it goes.</summary>
    public bool IsControlled => Controller().ValueKind == JsonValueKind.Object;

    /// <summary>The owner that made the Pod; undefined when it was made by hand.</summary>
    internal JsonElement Controller() =>
        Items(Get(Metadata, "ownerReferences")).FirstOrDefault(owner => Get(owner, "controller").ValueKind == JsonValueKind.True);

    /// <summary>The names of the volumes that containers mount at a path.</summary>
    internal IEnumerable<string?> VolumesAt(string path) => Containers("containers").Concat(Containers("initContainers"))
        .SelectMany(container => Items(Get(container, "volumeMounts")))
        .Where(mount => Text(Get(mount, "mountPath")) == path)
        .Select(mount => Text(Get(mount, "name")));

    private static IEnumerable<string> Keys(JsonElement of) =>
        of.ValueKind == JsonValueKind.Object ? of.EnumerateObject().Select(member => member.Name) : [];

    private bool Owners(string kind) => Items(Get(Metadata, "ownerReferences")).Any(owner => Text(Get(owner, "kind")) == kind);
}
