using System.Text.Json;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.PodMetadata;

namespace PodMirror.Agent.Tests.PodMetadata;

/// <summary>A table of Pods that a test fills as a watch would.</summary>
internal sealed class FakePods
{
    public static readonly Guid Web = new("11111111-2222-3333-4444-555555555555");
    public static readonly Guid WebSet = new("aaaaaaaa-2222-3333-4444-555555555555");
    public static readonly Guid WebDeployment = new("bbbbbbbb-2222-3333-4444-555555555555");

    public FakePods(MetadataOptions? options = null, long maxBytes = 1 << 20)
    {
        MetadataOptions used = options ?? new MetadataOptions { Labels = ["app"], Annotations = ["example.com/owner"] };
        Memory = new TableMemory(maxBytes);
        Workloads = new WorkloadTable(Memory);
        Keys = new AttributeKeys(used.Labels, used.Annotations);
        Table = new PodTable(new PodAttributes(used), Workloads, Memory, Metrics, Clock);
        Sets = new ControllerSink(Workloads, WorkloadKind.Deployment, Metrics);
        Jobs = new ControllerSink(Workloads, WorkloadKind.CronJob, Metrics);
    }

    public StillClock Clock { get; } = new();

    public MetadataMetrics Metrics { get; } = new();

    public TableMemory Memory { get; }

    public WorkloadTable Workloads { get; }

    public AttributeKeys Keys { get; }

    public PodTable Table { get; }

    public ControllerSink Sets { get; }

    public ControllerSink Jobs { get; }

    /// <summary>A Pod of a Deployment, with a label that is asked for.</summary>
    public static FakePods WithWeb()
    {
        var pods = new FakePods();
        pods.Sets.Put(Item("web-5d9f", WebSet, Owner("apps/v1", "Deployment", "web", WebDeployment)));
        pods.Table.Put(Item("web-5d9f-x7gfd", Web, Owner("apps/v1", "ReplicaSet", "web-5d9f", WebSet), """{ "app": "web" }"""));
        return pods;
    }

    public static string Owner(string version, string kind, string name, Guid uid) =>
        $$"""[ { "apiVersion": "{{version}}", "kind": "{{kind}}", "name": "{{name}}", "uid": "{{uid}}", "controller": true } ]""";

    public static JsonElement Item(string name, Guid uid, string owners = "[]", string labels = "{}", string annotations = "{}") =>
        JsonDocument.Parse($$"""
            { "metadata": { "name": "{{name}}", "namespace": "shop", "uid": "{{uid}}", "ownerReferences": {{owners}},
              "labels": {{labels}}, "annotations": {{annotations}} } }
            """).RootElement;

    /// <summary>The attributes of a resource that names a Pod by its uid, after they were added to; null when the request stayed as it was.</summary>
    public string[]? AttributesOf(Guid uid, params (string Key, object Value)[] others)
    {
        byte[] resource = Resources.Of([("k8s.pod.uid", uid.ToString()), .. others]);
        return Enrich(TestRequest.OfRaw(resource, new TestSpan().ToBytes())) is { } request ? Resources.Read(request) : null;
    }

    /// <summary>A request after it was added to; null when it stayed as it was.</summary>
    public byte[]? Enrich(byte[] request, int[]? results = null)
    {
        var enricher = new RequestEnricher(request, Keys, Table, _ => false);
        Agent.Receiver.Payload? enriched = enricher.Run();
        enricher.Results.CopyTo(results ?? new int[enricher.Results.Length], 0);
        byte[]? bytes = enriched?.Bytes.ToArray();
        enriched?.Release();
        return bytes;
    }
}
