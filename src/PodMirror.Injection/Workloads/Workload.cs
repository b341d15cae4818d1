using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>An object of a manifest that is a Pod or makes Pods.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Object">The object.</param>
public sealed record Workload(WorkloadKind Kind, JsonObject Object)
{
    /// <summary>Its name, or what its name is to begin with, or a dash.</summary>
    public string Name =>
        Text(Metadata, "name") is { Length: > 0 } name ? name
        : Text(Metadata, "generateName") is { Length: > 0 } start ? start + "*"
        : "-";

    /// <summary>The namespace that it names; null when it leaves that to whoever applies it.</summary>
    public string? Namespace => Text(Metadata, "namespace") is { Length: > 0 } name ? name : null;

    /// <summary>The Pod, or the template of its Pods; null when it is not there.</summary>
    public JsonObject? Pod
    {
        get
        {
            JsonNode? node = Object;
            foreach (string member in Kind.TemplatePath)
            {
                node = (node as JsonObject)?[member];
            }

            return node as JsonObject;
        }
    }

    /// <summary>Its own metadata, which are not those of its Pods unless it is one.</summary>
    internal JsonObject? Metadata => Object["metadata"] as JsonObject;

    private static string? Text(JsonObject? of, string member) => of?[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
