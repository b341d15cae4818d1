using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PodMirror.ClusterKit;

namespace PodMirror.Sidecar.Tests.AgentApi;

/// <summary>The API of an agent as far as live commands use it, by itself and behind a cluster's proxy of Services.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private const string Proxy = "/api/v1/namespaces/podmirror/services/podmirror:web/proxy";

    private FakeAgent(FakeCluster cluster)
    {
        Cluster = cluster;
        cluster.Intercept = HandleAsync;
    }

    public FakeCluster Cluster { get; }

    public string Address => Cluster.Address.ToString();

    /// <summary>What each request for the stream gets before it ends; the last one stays open.</summary>
    public ConcurrentQueue<string> Streams { get; } = [];

    /// <summary>What each request for the list gets; when there is nothing left, an empty list.</summary>
    public ConcurrentQueue<string> Lists { get; } = [];

    /// <summary>What its list of endpoints says; null for an agent that keeps no catalog.</summary>
    public string? Endpoints { get; set; }

    /// <summary>The token that it wants; null for none. The release's Secret has it besides others.</summary>
    public string? Token { get; set; }

    /// <summary>A status and a body in place of any other answer.</summary>
    public (int Status, string Body)? Refusal { get; set; }

    public static async Task<FakeAgent> StartAsync() => new(await FakeCluster.StartAsync());

    public static string Event(string row) => $"event: exchange\ndata: {row}\n\n";

    public static string List(params string[] rows) => $$"""{"exchanges":[{{string.Join(',', rows)}}],"next_cursor":null}""";

    /// <summary>A row of which a test says what it is about.</summary>
    public static string Row(int id, string path, long? status = 200, string name = "GET", long durationNs = 12_300_000, string anomalies = "[]") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":{id},\"time\":\"2026-01-31T12:00:0{id % 10}.123456789Z\",\"duration_ns\":{durationNs},\"direction\":\"ingress\","
                + $"\"service\":\"web\",\"namespace\":\"shop\",\"pod\":\"web-1\",\"name\":{Quoted(name)},\"method\":\"GET\",\"path\":{Quoted(path)},"
                + $"\"status\":{Null(status)},\"anomalies\":{anomalies},\"trace_id\":\"{id:x32}\",\"span_id\":\"{id:x16}\"}}");

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Null(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";

    private async Task<bool> HandleAsync(HttpContext context)
    {
        string path = (context.Request.Path.Value ?? "").Replace(Proxy, "", StringComparison.Ordinal);
        if (path.Contains("/secrets/", StringComparison.Ordinal))
        {
            return false;
        }

        (int Status, string Body)? refusal = Refusal;
        if (Token is not null && context.Request.Headers["PodMirror-Token"] != Token)
        {
            refusal = (401, """{"title":"Not signed in","status":401,"detail":"show a token"}""");
        }

        if (refusal is { } said)
        {
            context.Response.StatusCode = said.Status;
            await context.Response.WriteAsync(said.Body);
        }
        else if (path == "/api/v1/exchanges")
        {
            await context.Response.WriteAsync(Lists.TryDequeue(out string? list) ? list : List());
        }
        else if (path == "/api/v1/endpoints")
        {
            context.Response.StatusCode = Endpoints is null ? 503 : 200;
            await context.Response.WriteAsync(Endpoints ?? """{"status":503,"detail":"this agent keeps no catalog"}""");
        }
        else if (path == "/api/v1/live")
        {
            await StreamAsync(context);
        }

        return true;
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        Streams.TryDequeue(out string? events);
        await context.Response.WriteAsync(": live\n\n" + events);
        await context.Response.Body.FlushAsync();
        if (Streams.IsEmpty)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
