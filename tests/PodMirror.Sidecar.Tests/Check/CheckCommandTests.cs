using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodMirror.ClusterKit;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Check;

/// <summary>The whole command against an API server of ours.</summary>
public sealed class CheckCommandTests : IAsyncLifetime
{
    private const string Webhook = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror";

    private FakeCluster _cluster = null!;
    private string? _token;
    private TimeSpan _dryRunTakes = TimeSpan.Zero;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Intercept = AnswerAsync;
        _cluster.Put("/api/v1/nodes/n1", """{"metadata":{"name":"n1"},"status":{"nodeInfo":{"kubeletVersion":"v1.30.0"}}}""");
        _cluster.Put("/api/v1/namespaces/shop", """
            {"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled"},"annotations":{"mirror.traceable.ai/defaultInject":"true"}}}
            """);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Before_the_installation_a_cluster_that_is_ready_passes()
    {
        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Ok, code);
        Assert.Matches("(?m)^  ok    Kubernetes v1.30.1 at http://127", output);
        Assert.Contains("  ok    1 node with kubelets 1.30: native sidecars, also for Pods of Jobs\n", output, StringComparison.Ordinal);
        Assert.Contains("  ok    you may install, upgrade and remove a release\n", output, StringComparison.Ordinal);
        Assert.Contains("  warn  PodMirror is not installed: there is no Deployment podmirror/podmirror\n", output, StringComparison.Ordinal);
        Assert.Contains("  ok    1 namespace: shop\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n\n5 ok, 1 warning, 0 failures\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("coverage", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_works_passes()
    {
        Install();

        (int code, string output) = await RunAsync("--json");

        JsonNode report = JsonNode.Parse(output)!;
        Assert.True(code == ExitCode.Ok, output);
        Assert.True(report["ok"]!.GetValue<bool>());
        Assert.All(report["checks"]!.AsArray(), line => Assert.Equal("ok", line!["status"]!.GetValue<string>()));
        Assert.Equal(
            [
                "api_server", "kubelets", "install", "use", "agent", "endpoints", "settings", "webhook", "certificate", "dry_run", "taking_part",
                "mirrored", "well",
            ],
            report["checks"]!.AsArray().Select(line => line!["name"]!.GetValue<string>()));
        Assert.Contains("POST /api/v1/namespaces/shop/pods?dryRun=All", _cluster.Requests);
    }

    [Fact]
    public async Task What_keeps_pods_from_being_mirrored_fails()
    {
        Install();
        _cluster.Put(Webhook, """
            {"metadata":{"name":"podmirror"},"webhooks":[{"clientConfig":{"service":{"namespace":"podmirror","name":"podmirror"}}}]}
            """);
        _cluster.Put("/api/v1/namespaces/podmirror/configmaps/podmirror-injection", """{"data":{"injection.json":"{\"imagee\":1}"}}""");

        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Error, code);
        Assert.Contains("  fail  the webhook has no caBundle: the API server trusts nobody\n        the agent ", output, StringComparison.Ordinal);
        Assert.Contains("  fail  ConfigMap podmirror/podmirror-injection: injection.json: ", output, StringComparison.Ordinal);
        Assert.EndsWith("2 failures\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_range_that_refuses_the_containers_is_a_warning_with_the_way_on()
    {
        Install();
        _cluster.Put("/api/v1/namespaces/shop/limitranges/small", """
            {"metadata":{"name":"small","namespace":"shop"},"spec":{"limits":[{"type":"Container","max":{"memory":"100Mi"}}]}}
            """);

        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(
            "  warn  shop: LimitRange small refuses Pods with the containers: tme memory limit 128Mi (at most 100Mi)\n"
                + "        on Pods the annotations mirror.traceable.ai/tme-memory-limit; or for all Pods the chart's ",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dry_run_waits_for_longer_than_the_api_server_waits_for_a_webhook()
    {
        Install();
        _dryRunTakes = TimeSpan.FromSeconds(4);
        using KubeClient client = new KubeAccess(_cluster.Kubeconfig).Connect(TimeSpan.FromSeconds(3));
        var run = new CheckRun(new ClusterReader(client), new ReleaseNames("podmirror", "podmirror"), null, TimeProvider.System);

        CheckLine line = await run.RunAsync(TestContext.Current.CancellationToken)
            .FirstAsync(one => one.Name == "dry_run", TestContext.Current.CancellationToken);

        Assert.Equal(CheckStatus.Ok, line.Status);
        Assert.True(DryRunCheck.Timeout > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Another_release_is_looked_for_where_it_is()
    {
        (_, string output) = await RunAsync("--release", "mine", "--release-namespace", "tools");

        Assert.Contains("there is no Deployment tools/mine\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_server_that_does_not_answer_is_one_line_that_fails()
    {
        string kubeconfig = await File.ReadAllTextAsync(_cluster.Kubeconfig);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, System.Text.RegularExpressions.Regex.Replace(kubeconfig, @"127\.0\.0\.1:\d+", "127.0.0.1:1"));

        (int code, string output) = await RunAsync("--kubeconfig", file);

        File.Delete(file);
        Assert.Equal(ExitCode.Error, code);
        Assert.StartsWith("cluster\n  fail  no answer of http://127.0.0.1:1: ", output, StringComparison.Ordinal);
        Assert.EndsWith("\n0 ok, 0 warnings, 1 failure\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_kubeconfig_the_command_ends_with_one_line()
    {
        var error = new StringWriter();

        int code = await CheckCommand.RunAsync(
            CheckCommand.Create().Parse(["--kubeconfig", "/none"]), TimeProvider.System, TextWriter.Null, error,
            TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Error, code);
        Assert.StartsWith("podmirror: no access to a cluster: ", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task An_agent_that_wants_a_token_is_asked_with_that_of_the_releases_Secret_or_of_a_file()
    {
        Install();
        _token = "viewer-token-0123456789";
        (int code, string output) = await RunAsync();
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("  warn  the agent wants a token for its report: show a token\n", output, StringComparison.Ordinal);
        Assert.Contains("or put one into PODMIRROR_TOKEN: kubectl -n podmirror get secret podmirror-web ", output, StringComparison.Ordinal);

        string tokens = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"editor editor-token-0123456789\nviewer {_token} vera\n"));
        const string Secret = "/api/v1/namespaces/podmirror/secrets/podmirror-web";
        _cluster.Put(Secret, $$$"""{"metadata":{"name":"podmirror-web"},"data":{"tokens":"{{{tokens}}}"}}""");
        (_, output) = await RunAsync();
        Assert.Contains("  ok    3 Pods mirrored\n", output, StringComparison.Ordinal);

        _cluster.Delete(Secret);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, _token + "\n", TestContext.Current.CancellationToken);
        (_, output) = await RunAsync("--token-file", file);
        Assert.Contains("  ok    7 spans received, and none of them lost\n", output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "two words", TestContext.Current.CancellationToken);
        (code, output) = await RunAsync("--token-file", file);
        Assert.Equal((ExitCode.Error, ""), (code, output));
        File.Delete(file);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        string[] line = arguments.Contains("--kubeconfig") ? arguments : [.. arguments, "--kubeconfig", _cluster.Kubeconfig];
        int code = await CheckCommand.RunAsync(
            CheckCommand.Create().Parse(line), TimeProvider.System, output, TextWriter.Null, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    private void Install()
    {
        _cluster.Put("/apis/apps/v1/namespaces/podmirror/deployments/podmirror", """{"spec":{"replicas":1},"status":{"readyReplicas":1}}""");
        _cluster.Put("/api/v1/namespaces/podmirror/endpoints/podmirror", """{"subsets":[{"addresses":[{"ip":"10.0.0.1"}]}]}""");
        _cluster.Put(
            "/api/v1/namespaces/podmirror/configmaps/podmirror-injection",
            """{"data":{"injection.json":"{\"image\":\"i\",\"endpoint\":\"http://e\"}"}}""");
        _cluster.Put(Webhook, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "podmirror" },
            ["webhooks"] = new JsonArray(new JsonObject
            {
                ["clientConfig"] = new JsonObject
                {
                    ["service"] = new JsonObject { ["namespace"] = "podmirror", ["name"] = "podmirror" },
                    ["caBundle"] = Convert.ToBase64String(TestAuthority.Pem()),
                },
            }),
        });
    }

    /// <summary>What the fake does not have: reviews of access, the agent behind the API server, and the webhook at a dry run.</summary>
    private async Task<bool> AnswerAsync(HttpContext context)
    {
        bool isAgents = context.Request.Path.Value!.Contains("/proxy/", StringComparison.Ordinal);
        if (isAgents && _token is not null && context.Request.Headers["PodMirror-Token"] != _token)
        {
            context.Response.StatusCode = 401;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{"title":"Not signed in","status":401,"detail":"show a token"}""");
            return true;
        }

        string? answer = context.Request.Path.Value switch
        {
            "/version" => """{"gitVersion":"v1.30.1"}""",
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" => """{"status":{"allowed":true}}""",
            "/api/v1/namespaces/podmirror/services/podmirror:web/proxy/api/v1/coverage" =>
                """{"complete":true,"summary":{"mirrored":3},"pods":[]}""",
            "/api/v1/namespaces/podmirror/services/podmirror:web/proxy/api/v1/pipeline" =>
                """{"received":{"spans":7,"accepted":7,"refused":{}},"queue":{"trouble":null},"destinations":[]}""",
            "/api/v1/namespaces/shop/pods" when context.Request.Method == "POST" =>
                """
                {"metadata":{"annotations":{"mirror.traceable.ai/status":"{}"}},
                 "spec":{"initContainers":[{"name":"tme"},{"name":"mirror"}],"containers":[]}}
                """,
            _ => null,
        };
        if (answer is not null)
        {
            await Task.Delay(context.Request.Query.ContainsKey("dryRun") ? _dryRunTakes : TimeSpan.Zero, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer);
        }

        return answer is not null;
    }
}
