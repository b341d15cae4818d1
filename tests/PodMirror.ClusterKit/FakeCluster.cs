using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PodMirror.Kubernetes;

namespace PodMirror.ClusterKit;

/// <summary>
/// What of an API server the tests need, over real HTTP: objects with versions, pages, watches with bookmarks, merge patches, optimistic concurrency,
/// and its faults at will. Where it matters that it is the real one, the tests of tests/PodMirror.E2E.Tests are on a real one.
/// </summary>
public sealed class FakeCluster : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ObjectStore _store = new();
    private readonly string _kubeconfig = Path.GetTempFileName();
    private TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeCluster()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        _web = builder.Build();
        _web.Run(HandleAsync);
    }

    /// <summary>Answers in place of the cluster; true when it did.</summary>
    public Func<HttpContext, Task<bool>>? Intercept { get; set; }

    /// <summary>When set, watches say nothing, like a connection that died.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How often a watch gets a bookmark.</summary>
    public TimeSpan Bookmarks { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Every request: method, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>A kubeconfig that leads here.</summary>
    public string Kubeconfig => _kubeconfig;

    /// <summary>Where it is.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>Starts one.</summary>
    public static async Task<FakeCluster> StartAsync()
    {
        var cluster = new FakeCluster();
        await cluster._web.StartAsync();
        await File.WriteAllTextAsync(cluster._kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            current-context: fake
            clusters: [{name: fake, cluster: {server: "{{cluster._web.Urls.First()}}" } }]
            users: [{name: fake, user: {token: secret-token} }]
            contexts: [{name: fake, context: {cluster: fake, user: fake, namespace: shop} }]
            """);
        return cluster;
    }

    /// <summary>A client of it.</summary>
    public KubeClient Connect() => new KubeAccess(_kubeconfig).Connect();

    /// <summary>Creates or replaces an object.</summary>
    public void Put(string path, string json) => Put(path, (JsonObject)JsonNode.Parse(json)!);

    /// <summary>Creates or replaces an object.</summary>
    public void Put(string path, JsonObject item)
    {
        (item["metadata"] as JsonObject)?.Remove("resourceVersion");
        _store.Write(ApiPath.Parse(path)!, item, mustBeNew: false);
    }

    /// <summary>An object, or null.</summary>
    public JsonObject? Find(string path) => _store.Find(ApiPath.Parse(path)!);

    /// <summary>The objects of a collection.</summary>
    public IReadOnlyList<JsonObject> List(string path) => _store.List(ApiPath.Parse(path)!);

    /// <summary>Deletes an object.</summary>
    public void Delete(string path) => _store.Delete(ApiPath.Parse(path)!);

    /// <summary>Forgets the history, so that watches from before get 410.</summary>
    public void Compact() => _store.Compact();

    /// <summary>Breaks all watches off.</summary>
    public void BreakWatches() =>
        Interlocked.Exchange(ref _broken, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        BreakWatches();
        await _web.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (Intercept is { } intercept && await intercept(context))
        {
            return;
        }

        if (ApiPath.Parse(context.Request.Path) is not { } path)
        {
            await RefuseAsync(context, 404, "NotFound", "the server could not find the requested resource");
            return;
        }

        await (context.Request.Method switch
        {
            "GET" when context.Request.Query.ContainsKey("watch") => WatchAsync(context, path),
            "GET" when path.Name.Length == 0 => ListAsync(context, path),
            "GET" => ReadAsync(context, path),
            "POST" => CreateAsync(context, path),
            "PUT" => UpdateAsync(context, path),
            "PATCH" => PatchAsync(context, path),
            "DELETE" => DeleteAsync(context, path),
            _ => RefuseAsync(context, 405, "MethodNotAllowed", "the server does not allow this method"),
        });
    }

    private async Task WatchAsync(HttpContext context, ApiPath path)
    {
        long version = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        Task broken = _broken.Task;
        CancellationToken cancel = context.RequestAborted;
        await context.Response.StartAsync(cancel);
        await context.Response.Body.FlushAsync(cancel);
        while (!broken.IsCompleted && !cancel.IsCancellationRequested)
        {
            Task changed = _store.Changed;
            if (_store.After(version) is not { } changes)
            {
                await SendAsync(context, "ERROR", new JsonObject { ["kind"] = "Status", ["code"] = 410, ["reason"] = "Expired" }, cancel);
                return;
            }

            foreach (Change change in IsSilent ? [] : changes)
            {
                version = change.Version;
                if (path.Holds(change.Path) && Selects(context, change.Item))
                {
                    await SendAsync(context, change.Kind, Representation.Of(context, (JsonObject)change.Item.DeepClone()), cancel);
                }
            }

            var quiet = Task.Delay(Bookmarks, cancel);
            if (await Task.WhenAny(changed, broken, quiet) == quiet && !IsSilent && !cancel.IsCancellationRequested)
            {
                var mark = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = Text(_store.Version) } };
                await SendAsync(context, "BOOKMARK", mark, cancel);
            }
        }

        context.Abort();
    }

    private static async Task SendAsync(HttpContext context, string type, JsonObject item, CancellationToken cancel)
    {
        await context.Response.WriteAsync(new JsonObject { ["type"] = type, ["object"] = item }.ToJsonString() + "\n", cancel);
        await context.Response.Body.FlushAsync(cancel);
    }

    private async Task ListAsync(HttpContext context, ApiPath path)
    {
        long version = _store.Version;
        JsonObject[] items = [.. _store.List(path).Where(item => Selects(context, item))];
        int from = int.TryParse(context.Request.Query["continue"], CultureInfo.InvariantCulture, out int start) ? start : 0;
        int limit = int.TryParse(context.Request.Query["limit"], CultureInfo.InvariantCulture, out int most) ? most : int.MaxValue;
        bool more = items.Length - from > limit;
        await AnswerAsync(context, 200, new JsonObject
        {
            ["kind"] = "List",
            ["metadata"] = new JsonObject { ["resourceVersion"] = Text(version), ["continue"] = more ? Text(from + limit) : "" },
            ["items"] = new JsonArray([.. items.Skip(from).Take(limit).Select(item => Representation.Of(context, item))]),
        });
    }

    private static bool Selects(HttpContext context, JsonObject item)
    {
        string? field = context.Request.Query["fieldSelector"];
        return field is null || field == "metadata.name=" + (string?)item["metadata"]?["name"];
    }

    private Task ReadAsync(HttpContext context, ApiPath path) =>
        _store.Find(path) is { } item
            ? AnswerAsync(context, 200, item)
            : RefuseAsync(context, 404, "NotFound", $"{path.Resource} \"{path.Name}\" not found");

    private async Task CreateAsync(HttpContext context, ApiPath collection)
    {
        var item = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        string name = (string?)item["metadata"]?["name"] ?? (string?)item["metadata"]?["generateName"] + Guid.NewGuid().ToString("N")[..5];
        ApiPath path = collection with { Name = name };
        await (_store.Write(path, item, mustBeNew: true)
            ? AnswerAsync(context, 201, _store.Find(path)!)
            : RefuseAsync(context, 409, "AlreadyExists", $"{path.Resource} \"{name}\" already exists"));
    }

    private async Task UpdateAsync(HttpContext context, ApiPath path) =>
        await WriteAsync(context, path, (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!);

    private async Task PatchAsync(HttpContext context, ApiPath path)
    {
        if (_store.Find(path) is not { } item)
        {
            await RefuseAsync(context, 404, "NotFound", $"{path.Resource} \"{path.Name}\" not found");
            return;
        }

        StrategicMerge.Apply(item, (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!);
        await WriteAsync(context, path, item);
    }

    private Task WriteAsync(HttpContext context, ApiPath path, JsonObject item) =>
        _store.Write(path, item, mustBeNew: false)
            ? AnswerAsync(context, 200, _store.Find(path)!)
            : RefuseAsync(context, 409, "Conflict", "the object has been modified; please apply your changes to the latest version");

    private Task DeleteAsync(HttpContext context, ApiPath path) =>
        _store.Delete(path)
            ? AnswerAsync(context, 200, new JsonObject { ["kind"] = "Status" })
            : RefuseAsync(context, 404, "NotFound", "not found");

    private static Task RefuseAsync(HttpContext context, int status, string reason, string message)
    {
        var body = new JsonObject { ["kind"] = "Status", ["status"] = "Failure", ["reason"] = reason, ["message"] = message, ["code"] = status };
        return AnswerAsync(context, status, body);
    }

    private static Task AnswerAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
