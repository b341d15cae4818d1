using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>Mistakes that people make with annotations in manifests and that nobody else would tell them of.</summary>
internal static class WorkloadAdvice
{
    /// <summary>A warning for each.</summary>
    internal static IEnumerable<string> Of(Workload workload, InjectionNames names)
    {
        IEnumerable<string> ofPod = Unquoted(Annotations(workload.Pod?["metadata"]));
        return workload.Kind.IsPod ? ofPod : Unquoted(Annotations(workload.Metadata)).Concat(Misplaced(workload, names)).Concat(ofPod);
    }

    /// <summary>The annotations of an object's metadata.</summary>
    internal static JsonObject? Annotations(JsonNode? metadata) => (metadata as JsonObject)?["annotations"] as JsonObject;

    /// <summary>Whether a value stands without the quotes that make it the string that an annotation must be.</summary>
    internal static bool IsUnquoted(JsonNode? value) => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number;

    // The workload's own annotations, and those that a CronJob gives its Jobs, are not those of the Pods.
    private static IEnumerable<string> Misplaced(Workload workload, InjectionNames names)
    {
        string place = string.Join('.', workload.Kind.TemplatePath) + ".metadata.annotations";
        JsonNode? ofJobs = (workload.Object["spec"] as JsonObject)?["jobTemplate"] is JsonObject job ? job["metadata"] : null;
        return from annotations in new[] { Annotations(workload.Metadata), Annotations(ofJobs) }
               from key in annotations?.Select(pair => pair.Key) ?? []
               where names.IsOfPods(key)
               select $"the annotation {key} of the {workload.Kind.Name} means nothing where it is; it belongs to {place}";
    }

    private static IEnumerable<string> Unquoted(JsonObject? annotations) =>
        from pair in annotations ?? []
        where IsUnquoted(pair.Value)
        select $"the annotation {pair.Key} has a value without quotes, which the API server refuses; write \"{pair.Value!.ToJsonString()}\"";
}
