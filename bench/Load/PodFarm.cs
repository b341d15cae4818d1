using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PodMirror.Bench.Load;

/// <summary>
/// Of an API server the lists and watches of Pods, ReplicaSets and Jobs, as metadata only, of a cluster that is never held anywhere: each object is
/// written when it is asked for. Ten Pods a ReplicaSet, and two older ReplicaSets without Pods beside each, as Deployments leave them.
/// </summary>
/// <param name="listed">Pods that are there from the start.</param>
/// <param name="churned">Pods that come and go afterwards, one out for one in.</param>
/// <param name="kubeconfig">The file that leads here; it is deleted at the end.</param>
internal sealed class PodFarm(int listed, int churned, string kubeconfig) : IAsyncDisposable
{
    private const int PodsOfSet = 10;
    private const int SetsOfDeployment = 3;
    private const int Deployments = 200_000;

    // What is most of an object's metadata, and of no use here.
    private static readonly string ManagedFields =
        """
        "managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z",
        "fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:annotations":{".":{},"f:example.com/owner":{}},"f:generateName":{},
        "f:labels":{".":{},"f:app":{},"f:pod-template-hash":{},"f:team":{}},"f:ownerReferences":{".":{}}},
        "f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:name":{},"f:resources":{}}},"f:dnsPolicy":{}}}},
        {"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:01Z","fieldsType":"FieldsV1",
        "fieldsV1":{"f:status":{"f:conditions":{},"f:containerStatuses":{},"f:hostIP":{},"f:phase":{},"f:podIP":{}}},"subresource":"status"}]
        """.ReplaceLineEndings("");

    private WebApplication _web = null!;

    /// <summary>A kubeconfig that leads here.</summary>
    public string Kubeconfig => kubeconfig;

    /// <summary>
    /// What lists and watches tell of in all: of each Pod that comes afterwards that it was added and changed twice, and another deleted.
    /// </summary>
    public long Events => listed + Sets + (4L * churned);

    /// <summary>The uid of a Pod.</summary>
    public static Guid UidOf(int pod) => Uid("pod", pod);

    /// <summary>Is there until the process is told to stop.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var farm = new PodFarm(arguments.Number("--pods", 10_000), 0, arguments.Text("--kubeconfig"));
        await farm.StartAsync();
        await farm._web.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Starts to listen.</summary>
    public async Task StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.Run(HandleAsync);
        await _web.StartAsync();
        await File.WriteAllTextAsync(kubeconfig, $$"""
            current-context: farm
            clusters: [{name: farm, cluster: {server: "{{_web.Urls.First()}}" } }]
            contexts: [{name: farm, context: {cluster: farm} }]
            """);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        File.Delete(kubeconfig);
    }

    private int Sets => listed / PodsOfSet * SetsOfDeployment;

    private async Task HandleAsync(HttpContext context)
    {
        bool isWatch = context.Request.Query.ContainsKey("watch");
        string kind = context.Request.Path.Value!.Split('/')[^1];
        context.Response.ContentType = "application/json";
        if (!isWatch)
        {
            int count = kind == "pods" ? listed : kind == "replicasets" ? Sets : 0;
            await ListAsync(context, count, kind == "pods" ? Pod : ReplicaSet);
            return;
        }

        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        if (kind == "pods")
        {
            await ChurnAsync(context);
        }

        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static async Task ListAsync(HttpContext context, int count, Func<int, string> write)
    {
        int from = int.TryParse(context.Request.Query["continue"], CultureInfo.InvariantCulture, out int start) ? start : 0;
        int to = Math.Min(count, from + int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture));
        string next = to < count ? to.ToString(CultureInfo.InvariantCulture) : "";
        var page = new StringBuilder($$"""{"kind":"PartialObjectMetadataList","metadata":{"resourceVersion":"1","continue":"{{next}}"},"items":[""");
        for (int i = from; i < to; i++)
        {
            page.Append(i > from ? "," : "").Append(write(i));
        }

        await context.Response.WriteAsync(page.Append("]}").ToString());
    }

    private async Task ChurnAsync(HttpContext context)
    {
        for (int i = 0; i < churned; i++)
        {
            string pod = Pod(listed + i);
            string gone = Pod(i);
            await context.Response.WriteAsync(Event("ADDED", pod) + Event("MODIFIED", pod) + Event("MODIFIED", pod) + Event("DELETED", gone));
        }

        await context.Response.Body.FlushAsync();
    }

    private static string Event(string type, string item) => $$"""{"type":"{{type}}","object":{{item}}}{{"\n"}}""";

    private static string Pod(int pod)
    {
        int set = pod / PodsOfSet;
        int deployment = set % Deployments;
        string owner = NameOfSet(set * SetsOfDeployment);
        string labels = $"\"app\":\"shop-checkout-{deployment}\",\"team\":\"team-{deployment % 100}\",\"pod-template-hash\":\"{Hash(set)}\"";
        return Item(
            $"{owner}-{Hash(pod)[..5]}", UidOf(pod), labels, "ReplicaSet", owner, Uid("set", set * SetsOfDeployment),
            $"\"example.com/owner\":\"owner-{deployment % 1000}@example.com\"");
    }

    private static string ReplicaSet(int set)
    {
        string deployment = $"shop-checkout-{set / SetsOfDeployment % Deployments}";
        return Item(NameOfSet(set), Uid("set", set), "", "Deployment", deployment, Uid("deployment", set / SetsOfDeployment % Deployments), "");
    }

    private static string NameOfSet(int set) => $"shop-checkout-{set / SetsOfDeployment % Deployments}-{Hash(set)}";

    private static string Item(string name, Guid uid, string labels, string ownerKind, string owner, Guid ownerUid, string annotations) =>
        $"{{\"metadata\":{{\"name\":\"{name}\",\"namespace\":\"namespace-{(uint)ownerUid.GetHashCode() % 500}\",\"uid\":\"{uid}\","
        + $"\"resourceVersion\":\"2\",\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"labels\":{{{labels}}},\"annotations\":{{{annotations}}},"
        + $"\"ownerReferences\":[{{\"apiVersion\":\"apps/v1\",\"kind\":\"{ownerKind}\",\"name\":\"{owner}\",\"uid\":\"{ownerUid}\","
        + "\"controller\":true,\"blockOwnerDeletion\":true}]," + ManagedFields + "}}";

    private static string Hash(int number) => Mix((ulong)number).ToString("x16", CultureInfo.InvariantCulture)[..10];

    private static Guid Uid(string kind, int number)
    {
        ulong seed = Mix((ulong)number + ((ulong)kind[0] << 40));
        return new Guid(MemoryMarshal.AsBytes<ulong>([seed, Mix(seed)]));
    }

    // SplitMix64: numbers in a row give bits without a pattern.
    private static ulong Mix(ulong number)
    {
        number += 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
