using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>
/// Injects a workload of a manifest, by the same decision and the same patch as the webhook's. A workload that is refused stays as it is: a
/// status in somebody's file would only be noise.
/// </summary>
public static class WorkloadInjection
{
    /// <summary>Decides over a workload, and changes it when it is injected.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="facts">Its namespace.</param>
    /// <param name="options">The administrator's options.</param>
    public static WorkloadOutcome Inject(Workload workload, NamespaceFacts facts, InjectionOptions options)
    {
        (PodView view, InjectionDecision decision) = Look(workload, facts, options);

        // Kubernetes refuses a Pod without a container of its own; with ours it would take it, which nobody meant.
        if (decision.IsInjected && !view.Containers("containers").Any())
        {
            decision = new(InjectionReason.Malformed) { Detail = "it has no container" };
        }

        if (decision.IsInjected)
        {
            // What was seen has metadata, and the patch relies on it.
            workload.Pod!["metadata"] ??= new JsonObject();
            PatchApplier.Apply(workload.Pod, PodPatch.Write(view, decision, options).Span);
        }

        string sentence = SentenceOf(workload, decision.Reason) + (decision.Detail is { } detail ? $" ({detail})" : "");
        string[] warnings = [.. Advice(workload, options.Names), .. decision.Warnings];
        return new WorkloadOutcome(workload, decision.IsInjected, decision.Reason.Word(), sentence, warnings);
    }

    /// <summary>Decides over a workload, or over a Pod that is there already, and changes nothing.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="facts">Its namespace; null when nothing is known of it.</param>
    /// <param name="options">The administrator's options.</param>
    public static InjectionDecision Decide(Workload workload, NamespaceFacts? facts, InjectionOptions options) =>
        Look(workload, facts, options).Decision;

    /// <summary>Whether a workload has both of our containers, of whatever version.</summary>
    public static bool IsInjected(Workload workload, InjectionOptions options) =>
        workload.Pod is { } pod && InjectionRules.IsInjected(new PodView(Parse(pod)), options);

    /// <summary>Mistakes in a workload's annotations, a line each.</summary>
    public static IEnumerable<string> Advice(Workload workload, InjectionNames names) => WorkloadAdvice.Of(workload, names);

    private static string SentenceOf(Workload workload, InjectionReason reason) =>
        reason == InjectionReason.Malformed && !workload.Kind.IsPod ? "it has no Pod template that can be read" : reason.Sentence();

    private static (PodView View, InjectionDecision Decision) Look(Workload workload, NamespaceFacts? facts, InjectionOptions options)
    {
        var view = new PodView(PodOf(workload, options.Names) is { } pod ? Parse(pod) : default);
        return (view, InjectionRules.Decide(view, facts, options));
    }

    /// <summary>The Pod as the webhook would see it, and as its author means it; null when there is none.</summary>
    private static JsonObject? PodOf(Workload workload, InjectionNames names)
    {
        var pod = (JsonObject?)workload.Pod?.DeepClone();
        if (pod is null)
        {
            return null;
        }

        PutQuotes(pod, names);
        if (!workload.Kind.IsPod && pod["metadata"] is null or JsonObject)
        {
            pod["metadata"] ??= new JsonObject();
            pod["metadata"]!["ownerReferences"] = new JsonArray(Owner(workload));
        }

        return pod;
    }

    /// <summary>
    /// An unquoted true or false in an annotation of ours is taken for the word. The API server would refuse the manifest; injecting a Pod that
    /// says false would be worse than either.
    /// </summary>
    private static void PutQuotes(JsonObject pod, InjectionNames names)
    {
        JsonObject annotations = WorkloadAdvice.Annotations(pod["metadata"]) ?? [];
        foreach ((string key, JsonNode? value) in annotations.ToArray())
        {
            if (names.IsOfPods(key) && WorkloadAdvice.IsUnquoted(value))
            {
                annotations[key] = value!.ToJsonString();
            }
        }
    }

    /// <summary>Who will have made the Pod, or the Job that makes it: a CronJob's Jobs have names that nobody knows yet.</summary>
    private static JsonObject Owner(Workload workload)
    {
        string kind = workload.Kind.Name switch
        {
            // By the name of its ReplicaSet, without the hash, the webhook knows a Deployment.
            "Deployment" => "ReplicaSet",
            string same => same,
        };
        string? name = WorkloadFinder.Text(workload.Metadata ?? [], "name");
        return new JsonObject { ["controller"] = true, ["kind"] = kind, ["name"] = name };
    }

    private static JsonElement Parse(JsonObject pod)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            pod.WriteTo(json);
        }

        return JsonElement.Parse(bytes.WrittenSpan);
    }
}
