using System.Diagnostics;
using System.Globalization;
using PodMirror.ClusterKit;

namespace PodMirror.Bench.Load;

/// <summary>What it costs an agent to know of many Pods how they stand: two of three of them are mirrored, one needs a restart.</summary>
internal static class CoverageLoad
{
    private const int Asked = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <summary>Prints, as one line of JSON, how long it took to know all, what asking costs, and what is used while nothing happens.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        int pods = arguments.Number("--pods", 10_000);
        long start = 0;
        await using InjectingAgent agent = await InjectingAgent.StartAsync(arguments, cluster =>
        {
            Fill(cluster, pods);
            start = Stopwatch.GetTimestamp();
        });
        using var client = new HttpClient { BaseAddress = agent.Web };
        await AwaitAsync(client);
        TimeSpan known = Stopwatch.GetElapsedTime(start);

        TimeSpan before = agent.Cpu;
        await Task.Delay(Idle);
        double idle = (agent.Cpu - before) / Idle * 100;
        (double report, int bytes) = await AskAsync(client, "/api/v1/coverage");
        (double metrics, _) = await AskAsync(client, "/metrics");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"pods\":{pods},\"known_ms\":{known.TotalMilliseconds:0},\"idle_percent\":{idle:0.00},\"report_ms\":{report:0.0},"
                + $"\"report_kib\":{bytes >> 10},\"metrics_ms\":{metrics:0.0},\"peak_mib\":{agent.PeakMemory >> 20}}}"));
        return 0;
    }

    private static void Fill(FakeCluster cluster, int pods)
    {
        for (int i = 0; i < pods; i++)
        {
            bool isMirrored = i % 3 > 0;
            string ours = isMirrored ? Container("tme") + "," + Container("mirror") + "," : "";
            string state = isMirrored ? """{ "name": "tme", "ready": true }, { "name": "mirror", "ready": true },""" : "";
            cluster.Put(
                $"/api/v1/namespaces/shop/pods/web-{i}",
                $$"""
                {
                  "metadata": {
                    "name": "web-{{i}}", "namespace": "shop", "uid": "uid-{{i}}", "creationTimestamp": "2026-01-01T00:00:00Z",
                    "ownerReferences": [
                      { "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-{{i / 10}}", "uid": "owner-{{i / 10}}", "controller": true } ],
                    "managedFields": [ { "manager": "kubelet", "fieldsV1": { "f:status": { "f:conditions": "{{new string('x', 2000)}}" } } } ]
                  },
                  "spec": { "nodeName": "node-{{i % 100}}", "containers": [ {{ours}}{{Container("app")}} ] },
                  "status": { "phase": "Running", "containerStatuses": [ {{state}} { "name": "app", "ready": true } ] }
                }
                """);
        }
    }

    private static string Container(string name) =>
        $$"""
        { "name": "{{name}}", "image": "{{(name == "app" ? "app:1" : "podmirror:1")}}", "args": [ "{{name}}" ],
          "resources": { "requests": { "cpu": "10m", "memory": "32Mi" } }, "env": [ { "name": "A", "value": "{{new string('x', 200)}}" } ] }
        """;

    private static async Task AwaitAsync(HttpClient client)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < InjectingAgent.Patience)
        {
            try
            {
                string text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
                if (text.Contains("podmirror_agent_coverage_complete 1\n", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("the agent did not learn of every Pod");
    }

    /// <summary>The median of the times in milliseconds, and the length of an answer.</summary>
    private static async Task<(double Milliseconds, int Bytes)> AskAsync(HttpClient client, string path)
    {
        var times = new List<double>();
        int bytes = 0;
        for (int i = 0; i < Asked; i++)
        {
            long start = Stopwatch.GetTimestamp();
            bytes = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return (times[Asked / 2], bytes);
    }
}
