using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>
/// What is taken for true of namespaces where no cluster is asked: that each takes part and wants its Pods injected. Whatever else the manifests
/// say of a namespace, such as its Pod Security level, counts.
/// </summary>
/// <param name="names">Label and annotations.</param>
/// <param name="mode">What is captured where the Pod does not say; null leaves it to the namespace.</param>
public sealed class NamespaceAssumptions(InjectionNames names, MirrorMode? mode)
{
    private const string Default = "default";

    private readonly Dictionary<string, NamespaceFacts> _declared = [];

    /// <summary>Takes note of a namespace that the manifests make.</summary>
    /// <param name="document">A document; one of another kind is left alone.</param>
    public void Add(JsonNode? document)
    {
        if (document is JsonObject found && IsNamespace(found) && found["metadata"] is JsonObject metadata
            && WorkloadFinder.Text(metadata, "name") is { } name)
        {
            _declared[name] = new NamespaceFacts(name, Texts(metadata["labels"]), Texts(metadata["annotations"]));
        }
    }

    /// <summary>What is taken for true of a namespace.</summary>
    /// <param name="name">Its name; null for the one that commands use when none is named.</param>
    public NamespaceFacts Of(string? name)
    {
        NamespaceFacts? declared = _declared.GetValueOrDefault(name ?? Default);
        var labels = new Dictionary<string, string>(declared?.Labels ?? new Dictionary<string, string>())
        {
            [names.NamespaceLabel] = InjectionNames.Enabled,
        };
        var annotations = new Dictionary<string, string>(declared?.Annotations ?? new Dictionary<string, string>())
        {
            [names.DefaultInject] = "true",
        };
        if (mode is { } chosen)
        {
            annotations[names.DefaultMode] = chosen.Word();
        }

        return new NamespaceFacts(name ?? Default, labels, annotations);
    }

    /// <summary>Whether a document makes a namespace.</summary>
    public static bool IsNamespace(string? apiVersion, string? kind) => kind == "Namespace" && apiVersion == "v1";

    private static bool IsNamespace(JsonObject document) =>
        IsNamespace(WorkloadFinder.Text(document, "apiVersion"), WorkloadFinder.Text(document, "kind"));

    private static Dictionary<string, string> Texts(JsonNode? of) => (of as JsonObject ?? [])
        .Where(pair => pair.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String)
        .ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
}
