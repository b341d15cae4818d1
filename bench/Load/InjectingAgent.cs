using System.Diagnostics;
using PodMirror.ClusterKit;

namespace PodMirror.Bench.Load;

/// <summary>A real agent that injects, with a cluster behind it that is the tests' own: the namespace <c>shop</c> takes part.</summary>
internal sealed class InjectingAgent : IAsyncDisposable
{
    private const string Registration = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror";

    /// <summary>How long the agent may take to be what is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _settings = Path.GetTempFileName();
    private readonly int _port;
    private readonly Process _process;

    private InjectingAgent(FakeCluster cluster, string executable, int port)
    {
        (Cluster, _port) = (cluster, port);
        File.WriteAllText(_settings, """{ "image": "podmirror:1", "endpoint": "http://podmirror.podmirror.svc:4318" }""");
        _process = Process.Start(new ProcessStartInfo(
            executable,
            [
                "--injector", "--injection", _settings, "--kubeconfig", cluster.Kubeconfig, "--namespace", "podmirror",
                "--webhook", $"127.0.0.1:{port}", "--grpc-port", "0", "--http-port", "0", "--web", $"127.0.0.1:{port + 1}", "--data", ":memory:",
            ])
        { RedirectStandardOutput = true })!;
    }

    /// <summary>The cluster.</summary>
    public FakeCluster Cluster { get; }

    /// <summary>Where reviews are posted to.</summary>
    public Uri Webhook => new($"https://127.0.0.1:{_port}/injector/v1/inject-mirror");

    /// <summary>The web port.</summary>
    public Uri Web => new($"http://127.0.0.1:{_port + 1}");

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that it had so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="arguments"><c>--agent</c> and <c>--port</c>.</param>
    /// <param name="fill">Puts more into the cluster before.</param>
    public static async Task<InjectingAgent> StartAsync(Arguments arguments, Action<FakeCluster>? fill = null)
    {
        FakeCluster cluster = await FakeCluster.StartAsync();
        cluster.Put(
            "/api/v1/namespaces/shop",
            """
            { "metadata": { "labels": { "traceableai-inject-mirror": "enabled" }, "annotations": { "mirror.traceable.ai/defaultInject": "true" } } }
            """);
        cluster.Put("/api/v1/namespaces/podmirror/secrets/podmirror-webhook", "{}");
        cluster.Put(Registration, """{ "webhooks": [ { "name": "podmirror", "clientConfig": {} } ] }""");
        fill?.Invoke(cluster);
        return new InjectingAgent(cluster, arguments.Text("--agent"), arguments.Number("--port", 28443));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_settings);
        await Cluster.DisposeAsync();
    }
}
