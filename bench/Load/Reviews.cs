using System.Diagnostics;
using System.Text;
using PodMirror.ClusterKit;

namespace PodMirror.Bench.Load;

/// <summary>
/// Asks a real agent for reviews at a known rate, as the API server does: over TLS, on connections that stay. The cluster behind the agent is the
/// tests' own, which is not asked for anything while reviews run.
/// </summary>
internal static class Reviews
{
    private const string Registration = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror";
    private const int WarmUp = 200;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    /// <summary>Prints how many reviews were injected, and the quantiles, as one line of JSON.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using FakeCluster cluster = await PrepareAsync();
        string settings = Path.GetTempFileName();
        await File.WriteAllTextAsync(settings, """{ "image": "podmirror:1", "endpoint": "http://podmirror.podmirror.svc:4318" }""");
        int port = arguments.Number("--port", 28443);
        using Process agent = Start(arguments.Text("--agent"), cluster.Kubeconfig, settings, port);
        try
        {
            using var handler = new HttpClientHandler { CheckCertificateRevocationList = true };
            handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
            using var client = new HttpClient(handler);
            var webhook = new Uri($"https://127.0.0.1:{port}/injector/v1/inject-mirror");
            await AwaitAsync(client, webhook);
            await DriveAsync(client, webhook, WarmUp, arguments.Number("--rate", 100), new Latencies());
            var latencies = new Latencies();
            int injected = await DriveAsync(client, webhook, arguments.Number("--reviews", 3000), arguments.Number("--rate", 100), latencies);
            Console.WriteLine($"{{\"injected\":{injected},{latencies}}}");
            return 0;
        }
        finally
        {
            agent.Kill();
            File.Delete(settings);
        }
    }

    private static async Task<FakeCluster> PrepareAsync()
    {
        FakeCluster cluster = await FakeCluster.StartAsync();
        cluster.Put(
            "/api/v1/namespaces/shop",
            """
            { "metadata": { "labels": { "traceableai-inject-mirror": "enabled" }, "annotations": { "mirror.traceable.ai/defaultInject": "true" } } }
            """);
        cluster.Put("/api/v1/namespaces/podmirror/secrets/podmirror-webhook", "{}");
        cluster.Put(Registration, """{ "webhooks": [ { "name": "podmirror", "clientConfig": {} } ] }""");
        return cluster;
    }

    private static Process Start(string agent, string kubeconfig, string settings, int port) => Process.Start(new ProcessStartInfo(
        agent,
        [
            "--injector", "--injection", settings, "--kubeconfig", kubeconfig, "--namespace", "podmirror", "--webhook", $"127.0.0.1:{port}",
            "--grpc-port", "0", "--http-port", "0", "--web", "127.0.0.1:0", "--data", ":memory:",
        ])
    { RedirectStandardOutput = true })!;

    private static async Task<int> DriveAsync(HttpClient client, Uri webhook, int reviews, int rate, Latencies latencies)
    {
        var pending = new List<Task<bool>>(reviews);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < reviews; i++)
        {
            // Each at its own time, however long the one before takes: what waits because of another counts as waiting.
            TimeSpan due = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            pending.Add(AskAsync(client, webhook, i, latencies));
        }

        return (await Task.WhenAll(pending)).Count(injected => injected);
    }

    private static async Task<bool> AskAsync(HttpClient client, Uri webhook, int number, Latencies latencies)
    {
        string review = $$"""
            { "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
              "request": { "uid": "{{number}}", "operation": "CREATE", "namespace": "shop",
                "resource": { "group": "", "version": "v1", "resource": "pods" },
                "object": { "metadata": { "generateName": "web-" }, "spec": { "containers": [ { "name": "app", "image": "app:1" } ] } } } }
            """;
        long start = Stopwatch.GetTimestamp();
        using var content = new StringContent(review, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(webhook, content);
        string text = await answer.Content.ReadAsStringAsync();
        latencies.Add(Stopwatch.GetElapsedTime(start));
        return text.Contains("\"reason\":\"injected\"", StringComparison.Ordinal);
    }

    /// <summary>Waits until the agent has a certificate to show; until then it ends every handshake.</summary>
    private static async Task AwaitAsync(HttpClient client, Uri webhook)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await AskAsync(client, webhook, 0, new Latencies());
                return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < StartTime)
            {
                await Task.Delay(10);
            }
        }
    }
}
