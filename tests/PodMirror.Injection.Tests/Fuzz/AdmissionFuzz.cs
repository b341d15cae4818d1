using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Injection.Tests.Fuzz;

/// <summary>
/// A body of any bytes, as the webhook takes it: what is a review is answered, always admitted, and its patch can be applied and adds nothing to
/// what it was applied to a second time.
/// </summary>
internal static class AdmissionFuzz
{
    private static readonly NamespaceFacts Facts = new(
        "shop",
        new Dictionary<string, string> { ["traceableai-inject-mirror"] = "enabled" },
        new Dictionary<string, string> { ["mirror.traceable.ai/defaultInject"] = "true" });

    private static readonly InjectionOptions[] Choices =
    [
        new() { Image = "podmirror:1", Endpoint = "http://agent:4318", ImagePullSecrets = ["pull"] },
        new() { Image = "podmirror:1", Endpoint = "http://agent:4318", NativeSidecars = true },
    ];

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!AdmissionRequest.TryParse(input.ToArray(), out JsonDocument? document))
        {
            return;
        }

        using (document)
        {
            if (AdmissionRequest.TryRead(document, out AdmissionRequest? request))
            {
                Array.ForEach(Choices, options => Answer(request, document.RootElement, options));
            }
        }
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        Review("""{ "metadata": { "name": "web" }, "spec": { "containers": [ { "name": "app", "image": "app:1" } ] } }"""),
        Review("""
            {
              "metadata": {
                "annotations": { "mirror.traceable.ai/mode": "egress", "mirror.traceable.ai/tme-cpu-limit": "100m" },
                "labels": { "pod-template-hash": "x1" },
                "ownerReferences": [ { "kind": "ReplicaSet", "name": "web-x1", "controller": true } ]
              },
              "spec": {
                "initContainers": [ { "name": "init" } ], "imagePullSecrets": [ { "name": "own" } ],
                "containers": [ {
                  "name": "app", "resources": { "requests": { "cpu": "1", "memory": "1Gi" }, "limits": { "cpu": "1", "memory": "1Gi" } },
                  "volumeMounts": [ { "name": "kube-api-access-x", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount" } ]
                } ]
              }
            }
            """),
        Review("""{ "spec": { "hostNetwork": true, "restartPolicy": "Never", "containers": [ { "name": "tme", "image": "podmirror:0" } ] } }"""),
    ];

    private static byte[] Review(string pod) => Encoding.UTF8.GetBytes($$"""
        {
          "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
          "request": {
            "uid": "u", "operation": "CREATE", "namespace": "shop", "object": {{pod}},
            "resource": { "group": "", "version": "v1", "resource": "pods" }
          }
        }
        """);

    private static void Answer(AdmissionRequest request, JsonElement review, InjectionOptions options)
    {
        byte[] answer;
        try
        {
            InjectionDecision decision = AdmissionReviewer.Decide(request, Facts, options);
            answer = AdmissionReviewer.Answer(request, decision, options).ToArray();
        }
        catch (InvalidOperationException)
        {
            // Half a character in a text: the webhook's net catches it.
            answer = AdmissionReviewer.AnswerFault(request).ToArray();
        }

        JsonNode response = JsonNode.Parse(answer)!["response"]!;
        if (!(bool)response["allowed"]!)
        {
            throw new NotSupportedException("a Pod was refused");
        }

        if ((string?)response["patch"] is { } patch)
        {
            Check(review.GetProperty("request").GetProperty("object"), Convert.FromBase64String(patch), options);
        }
    }

    // The API server never sends a name twice, and the type that patches are applied to here does not bear it.
    private static JsonNode? Parse(string pod)
    {
        try
        {
            return JsonNode.Parse(pod, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Check(JsonElement pod, byte[] patch, InjectionOptions options)
    {
        if (Parse(pod.GetRawText()) is not { } changed)
        {
            return;
        }

        PatchApplier.Apply(changed, patch);
        using JsonDocument again = JsonDocument.Parse(changed.ToJsonString());
        var view = new PodView(again.RootElement);
        if (!PodPatch.Write(view, InjectionRules.Decide(view, Facts, options), options).IsEmpty)
        {
            throw new NotSupportedException("the patch of a patched Pod is not empty");
        }
    }
}
