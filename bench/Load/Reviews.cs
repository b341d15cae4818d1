using System.Diagnostics;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>
/// Asks a real agent for reviews at a known rate, as the API server does: over TLS, on connections that stay. The cluster behind the agent is the
/// tests' own, which is not asked for anything while reviews run.
/// </summary>
internal static class Reviews
{
    private const int WarmUp = 200;

    /// <summary>Prints how many reviews were injected, and the quantiles, as one line of JSON.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using InjectingAgent agent = await InjectingAgent.StartAsync(arguments);
        using var handler = new HttpClientHandler { CheckCertificateRevocationList = true };
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        using var client = new HttpClient(handler);
        await AwaitAsync(client, agent.Webhook);
        await DriveAsync(client, agent.Webhook, WarmUp, arguments.Number("--rate", 100), new Latencies());
        var latencies = new Latencies();
        int injected = await DriveAsync(client, agent.Webhook, arguments.Number("--reviews", 3000), arguments.Number("--rate", 100), latencies);
        Console.WriteLine($"{{\"injected\":{injected},{latencies}}}");
        return 0;
    }

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
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < InjectingAgent.Patience)
            {
                await Task.Delay(10);
            }
        }
    }
}
