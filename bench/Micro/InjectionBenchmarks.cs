using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PodMirror.Injection;

namespace PodMirror.Bench.Micro;

/// <summary>The work of the webhook for one review, without the web: from the bytes of the request to those of the answer.</summary>
[MemoryDiagnoser]
public class InjectionBenchmarks
{
    private static readonly NamespaceFacts Facts = new(
        "shop",
        new Dictionary<string, string> { ["traceableai-inject-mirror"] = "enabled" },
        new Dictionary<string, string> { ["mirror.traceable.ai/defaultInject"] = "true" });

    private static readonly InjectionOptions Options = new() { Image = "podmirror:1", Endpoint = "http://podmirror.podmirror.svc:4318" };

    private byte[] _review = [];

    /// <summary>Containers of the Pod; each has twenty variables.</summary>
    [Params(1, 50)]
    public int Containers { get; set; }

    /// <summary>Writes the review.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string variables = string.Join(
            ',', Enumerable.Range(0, 20).Select(i => $$"""{ "name": "VARIABLE_{{i}}", "value": "some value of {{i}}" }"""));
        string containers = string.Join(',', Enumerable.Range(0, Containers).Select(i => $$"""
            { "name": "app-{{i}}", "image": "registry.example/team/app:{{i}}", "env": [ {{variables}} ],
              "ports": [ { "containerPort": {{8000 + i}} } ],
              "resources": { "requests": { "cpu": "100m", "memory": "128Mi" }, "limits": { "cpu": "1", "memory": "256Mi" } },
              "volumeMounts": [ { "name": "kube-api-access-x", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true } ] }
            """));
        _review = Encoding.UTF8.GetBytes($$"""
            { "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
              "request": { "uid": "u", "operation": "CREATE", "namespace": "shop", "resource": { "group": "", "version": "v1", "resource": "pods" },
                "object": { "metadata": { "generateName": "web-", "labels": { "app": "web" } }, "spec": { "containers": [ {{containers}} ] } } } }
            """);
    }

    /// <summary>From request to answer.</summary>
    /// <returns>The bytes of the answer.</returns>
    [Benchmark]
    public int Answer()
    {
        if (!AdmissionRequest.TryParse(_review, out JsonDocument? document))
        {
            return 0;
        }

        using (document)
        {
            return AdmissionRequest.TryRead(document, out AdmissionRequest? request)
                ? AdmissionReviewer.Answer(request, AdmissionReviewer.Decide(request, Facts, Options), Options).Length
                : 0;
        }
    }
}
