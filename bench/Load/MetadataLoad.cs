using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>What it costs an agent to know the metadata of a million Pods: all at once, or one after the other.</summary>
internal static class MetadataLoad
{
    private const int Asked = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Prints, as one line of JSON, how long it took, what is known, and the agent's memory.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        int listed = arguments.Number("--pods", 1_000_000);
        int churned = arguments.Number("--churn", 0);
        int port = arguments.Number("--port", 28480);
        await using var farm = new PodFarm(listed, churned, Path.GetTempFileName());
        await farm.StartAsync();
        long start = Stopwatch.GetTimestamp();
        using Process agent = Start(arguments.Text("--agent"), farm, port);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await UntilAsync(client, "metadata_synced", value => value == 1);
            double synced = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await UntilAsync(client, "metadata_events_total", value => value >= farm.Events);
            double done = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await SendAsync(port + 1, listed + churned - Asked);
            string metrics = await MetricsAsync(client);
            agent.Refresh();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"pods\":{Value(metrics, "metadata_pods")},\"events\":{Value(metrics, "metadata_events_total")},"
                + $"\"synced_s\":{synced:0.0},\"done_s\":{done:0.0},\"cpu_s\":{agent.TotalProcessorTime.TotalSeconds:0.0},"
                + $"\"table_mib\":{Value(metrics, "metadata_bytes") / (1 << 20):0},\"rss_mib\":{agent.WorkingSet64 >> 20},"
                + $"\"peak_mib\":{agent.PeakWorkingSet64 >> 20},\"found\":{Value(metrics, "metadata_lookups_total{result=\"found\"}")},"
                + $"\"left_out\":{Value(metrics, "metadata_pods_left_out_total")}}}"));
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync();
        }

        return 0;
    }

    private static Process Start(string executable, PodFarm farm, int port) => Process.Start(new ProcessStartInfo(
        executable,
        [
            "--metadata", "--metadata-labels", "app,team", "--metadata-annotations", "example.com/owner", "--kubeconfig", farm.Kubeconfig,
            "--grpc-port", "0", "--http-port", $"{port + 1}", "--web", $"127.0.0.1:{port}", "--data", ":memory:",
        ])
    { RedirectStandardOutput = true })!;

    // One span each of Pods that are there, whose resources name them by their uid and nothing else.
    private static async Task SendAsync(int port, int first)
    {
        string all = string.Join(',', Enumerable.Range(first, Asked).Select(i => $$"""
            { "resource": { "attributes": [ { "key": "k8s.pod.uid", "value": { "stringValue": "{{PodFarm.UidOf(i)}}" } } ] },
              "scopeSpans": [ { "spans": [ { "traceId": "{{i + 1:x32}}", "spanId": "{{i + 1:x16}}", "name": "GET", "kind": 2 } ] } ] }
            """));
        using var client = new HttpClient();
        using var content = new StringContent($$"""{ "resourceSpans": [ {{all}} ] }""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/v1/traces"), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task UntilAsync(HttpClient client, string metric, Func<double, bool> isEnough)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            try
            {
                if (isEnough(await ReadAsync(client, metric)))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{metric} did not become what it should");
    }

    private static async Task<double> ReadAsync(HttpClient client, string metric) => Value(await MetricsAsync(client), metric);

    private static Task<string> MetricsAsync(HttpClient client) => client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    private static double Value(string metrics, string metric)
    {
        string line = metrics.Split('\n').First(one => one.StartsWith($"podmirror_agent_{metric} ", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(line.LastIndexOf(' ')), CultureInfo.InvariantCulture);
    }
}
