using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Injection.Tests;

/// <summary>Pods, namespaces and options that tests change a little.</summary>
internal static class Sample
{
    public const string Inject = "mirror.traceable.ai/inject";
    public const string Mode = "mirror.traceable.ai/mode";
    public const string DefaultInject = "mirror.traceable.ai/defaultInject";
    public const string DefaultMode = "mirror.traceable.ai/defaultMode";
    public const string Status = "mirror.traceable.ai/status";

    public static InjectionOptions Options { get; } = new() { Image = "registry.example/podmirror:1", Endpoint = "http://agent.podmirror.svc:4318" };

    public static InjectionOptions Native { get; } = Options with { NativeSidecars = true };

    public static NamespaceFacts Namespace(string? inject = "true", string? mode = null, string? label = "enabled", string? security = null)
    {
        var labels = new Dictionary<string, string>();
        Put(labels, "traceableai-inject-mirror", label);
        Put(labels, "pod-security.kubernetes.io/enforce", security);
        var annotations = new Dictionary<string, string>();
        Put(annotations, DefaultInject, inject);
        Put(annotations, DefaultMode, mode);
        return new NamespaceFacts("shop", labels, annotations);
    }

    public static JsonObject Pod(params (string Key, string Value)[] annotations)
    {
        JsonObject pod = Json("""{"metadata":{"name":"a"},"spec":{"containers":[{"name":"app","image":"nginx"}]}}""");
        if (annotations.Length > 0)
        {
            pod["metadata"]!["annotations"] = new JsonObject(annotations.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        }

        return pod;
    }

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public static PodView View(JsonNode pod) => new(JsonDocument.Parse(pod.ToJsonString()).RootElement);

    /// <summary>The Pod after it was admitted, and the decision.</summary>
    public static (JsonNode Pod, InjectionDecision Decision) Admit(JsonNode pod, NamespaceFacts? facts, InjectionOptions options)
    {
        PodView view = View(pod);
        InjectionDecision decision = InjectionRules.Decide(view, facts, options);
        JsonNode admitted = pod.DeepClone();
        PatchApplier.Apply(admitted, PodPatch.Write(view, decision, options).Span);
        return (admitted, decision);
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static void Put(Dictionary<string, string> into, string key, string? value)
    {
        if (value is not null)
        {
            into[key] = value;
        }
    }
}
