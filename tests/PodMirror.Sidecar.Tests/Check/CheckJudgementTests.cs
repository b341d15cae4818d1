using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Check;

public sealed class CheckJudgementTests
{
    private static readonly ReleaseNames Release = new("podmirror", "podmirror");
    private static readonly InjectionOptions Options = new() { Image = "i", Endpoint = "http://e" };
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("v1.29.3-gke.100", "ok")]
    [InlineData("v1.20.2", "ok")]
    [InlineData("v1.19.16", "fail")]
    [InlineData("v1.37.0", "warn")]
    [InlineData("nonsense", "fail")]
    public void The_api_servers_version_decides(string version, string status)
    {
        CheckLine line = ClusterChecks.ApiServer(There($$"""{"gitVersion":"{{version}}"}"""), "https://k");

        Assert.Equal((status, $"Kubernetes {version} at https://k"), (Word(line), line.Message));
    }

    [Theory]
    [InlineData(NativeSidecarPolicy.Auto, "ok", "2 nodes with kubelets 1.29 to 1.30: native sidecars, also for Pods of Jobs", "v1.30.1", "v1.29.0")]
    [InlineData(
        NativeSidecarPolicy.Auto, "ok", "2 nodes with kubelets 1.9 to 1.30: plain containers, so Pods of Jobs are not mirrored", "v1.30.1", "v1.9.0")]
    [InlineData(NativeSidecarPolicy.Always, "fail", "1 node with kubelets 1.28, and the settings ask for native sidecars always", "v1.28.0")]
    [InlineData(
        NativeSidecarPolicy.Never, "ok", "1 node with kubelets 1.30; the settings ask for plain containers, so Pods of Jobs are not mirrored",
        "v1.30.0")]
    [InlineData(NativeSidecarPolicy.Auto, "warn", "there are no nodes yet")]
    public void The_oldest_kubelet_decides_over_the_form(NativeSidecarPolicy policy, string status, string message, params string[] kubelets)
    {
        string nodes = string.Join(',', kubelets.Select(version => "{\"status\":{\"nodeInfo\":{\"kubeletVersion\":\"" + version + "\"}}}"));

        CheckLine line = ClusterChecks.Kubelets(There("{\"items\":[" + nodes + "]}"), policy);

        Assert.Equal((status, message), (Word(line), line.Message));
    }

    [Theory]
    [InlineData("http://podmirror.podmirror.svc:4318", "token", true)]
    [InlineData("https://podmirror.podmirror.svc:4318", "token", false)]
    [InlineData("http://podmirror.podmirror.svc:4318", null, false)]
    [InlineData("http://localhost:4318", "token", false)]
    public void A_token_without_TLS_is_a_warning(string endpoint, string? secret, bool isOpen)
    {
        CheckLine? line = ReleaseChecks.OpenToken(Options with { Endpoint = endpoint, TmeCredentials = new() { TokenSecret = secret } });

        Assert.Equal(isOpen ? CheckStatus.Warn : null, line?.Status);
    }

    [Fact]
    public void What_may_not_be_looked_at_is_a_warning_with_the_reason()
    {
        Found refused = new(403, default, "nodes is forbidden");

        Assert.Equal("the nodes cannot be listed: nodes is forbidden", ClusterChecks.Kubelets(refused, NativeSidecarPolicy.Auto).Message);
        Assert.All(
            [
                ClusterChecks.Kubelets(refused, NativeSidecarPolicy.Auto), ReleaseChecks.Agent(refused, Release),
                ReleaseChecks.Endpoints(refused, Release), ReleaseChecks.Webhook(refused, Release),
                ReleaseChecks.Settings(refused, null, Release), .. NamespaceChecks.Judge(refused, [], Options, isEnforced: true),
                .. CoverageCheck.Judge(refused, Release, true), new DryRunCheck("shop", Options, true, "w").Judge(refused),
                PermissionChecks.Install([(Permission.OfUse[0], refused)]),
            ],
            line => Assert.Equal("warn", Word(line)));
    }

    [Fact]
    public void What_is_not_there_of_a_release_is_a_failure()
    {
        Found absent = new(404, default, "not found");

        Assert.All(
            [
                ReleaseChecks.Agent(absent, Release), ReleaseChecks.Endpoints(absent, Release), ReleaseChecks.Webhook(absent, Release),
                ReleaseChecks.Settings(absent, null, Release),
            ],
            line => Assert.Equal("fail", Word(line)));
    }

    [Theory]
    [InlineData("""{"status":{"allowed":true}}""", "ok", "you may label namespaces")]
    [InlineData("""{"status":{"allowed":false}}""", "warn", "you may not patch namespaces")]
    [InlineData("{}", "warn", "you may not patch namespaces")]
    public void Permissions_that_are_missing_are_named(string answer, string status, string message)
    {
        CheckLine line = PermissionChecks.Use([(Permission.OfUse[0], There(answer))]);

        Assert.Equal((status, message), (Word(line), line.Message));
    }

    [Fact]
    public void Who_may_create_a_release_and_not_remove_it_is_told_so()
    {
        (Permission Permission, Found Answer)[] answers =
        [
            .. Permission.OfInstallation.Select(one => (
                one, There(one.Verb == "create" || one.Group.Length > 0 ? """{"status":{"allowed":true}}""" : "{}"))),
        ];

        CheckLine line = PermissionChecks.Install(answers);

        Assert.Equal(
            ("warn", "you may not patch/delete services, patch/delete serviceaccounts, patch/delete configmaps, patch/delete secrets"),
            (Word(line), line.Message));
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":2},"status":{"readyReplicas":2}}""", "ok", "2 of 2 replicas ready")]
    [InlineData("""{"spec":{"replicas":2},"status":{"readyReplicas":1}}""", "warn", "1 of 2 replicas ready")]
    [InlineData("""{"spec":{},"status":{}}""", "fail", "0 of 1 replica ready")]
    public void The_agents_replicas_are_counted(string deployment, string status, string message)
    {
        CheckLine line = ReleaseChecks.Agent(There(deployment), Release);

        Assert.Equal((status, "Deployment podmirror/podmirror: " + message), (Word(line), line.Message));
    }

    [Fact]
    public void A_deployment_that_was_scaled_to_0_is_said_to_be_and_brought_back()
    {
        CheckLine line = ReleaseChecks.Agent(There("""{"spec":{"replicas":0}}"""), Release);

        Assert.Equal(("fail", "Deployment podmirror/podmirror was scaled to 0: there is no agent"), (Word(line), line.Message));
        Assert.Equal("kubectl -n podmirror scale deployment podmirror --replicas=1", line.Advice);
    }

    [Theory]
    [InlineData("""{"subsets":[{"addresses":[{},{}]},{"notReadyAddresses":[{}]}]}""", "ok", "Service podmirror/podmirror leads to 2 ready Pods")]
    [InlineData("""{"subsets":[{"notReadyAddresses":[{}]}]}""", "fail", "Service podmirror/podmirror leads to no ready Pod")]
    [InlineData("{}", "fail", "Service podmirror/podmirror leads to no ready Pod")]
    public void The_services_ready_addresses_are_counted(string endpoints, string status, string message)
    {
        CheckLine line = ReleaseChecks.Endpoints(There(endpoints), Release);

        Assert.Equal((status, message), (Word(line), line.Message));
    }

    [Theory]
    [InlineData("""{"webhooks":[{"clientConfig":{"service":{"namespace":"podmirror","name":"podmirror"}},"failurePolicy":"Ignore"}]}""", "ok")]
    [InlineData("""{"webhooks":[{"clientConfig":{"service":{"namespace":"other","name":"podmirror"}}}]}""", "fail")]
    [InlineData("""{"webhooks":[{"clientConfig":{"url":"https://x"}}]}""", "fail")]
    [InlineData("{}", "fail")]
    public void The_webhook_must_lead_to_the_release(string webhook, string status) =>
        Assert.Equal(status, Word(ReleaseChecks.Webhook(There(webhook), Release)));

    [Theory]
    [InlineData(-100, 265, "ok", "the webhook's authority is valid until 2027-02-21 12:00 UTC (265 days)")]
    [InlineData(-300, 65, "warn", "the webhook's authority is valid until 2026-08-05 12:00 UTC (65 days)")]
    [InlineData(-400, -1, "fail", "the webhook's authority was valid until 2026-05-31 12:00 UTC")]
    [InlineData(1, 365, "fail", "no certificate of the webhook's caBundle is valid yet")]
    public void The_authoritys_life_decides(int fromDays, int untilDays, string status, string message)
    {
        CheckLine line = CertificateCheck.Judge(Certificate(fromDays, untilDays), Now);

        Assert.Equal((status, message), (Word(line), line.Message));
    }

    [Fact]
    public void Of_two_authorities_the_one_that_lasts_longer_counts() =>
        Assert.Equal("ok", Word(CertificateCheck.Judge([.. Certificate(-400, -10), .. Certificate(-10, 300), .. Certificate(-300, 30)], Now)));

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void A_bundle_without_certificates_is_a_failure(string bundle) =>
        Assert.Equal("fail", Word(CertificateCheck.Judge(Encoding.ASCII.GetBytes(bundle), Now)));

    [Fact]
    public void Namespaces_that_say_what_means_nothing_are_told_of()
    {
        NamespaceFacts[] namespaces =
        [
            Namespace("shop", [("traceableai-inject-mirror", "enabled")], []),
            Namespace("bank", [("traceableai-inject-mirror", "enabled"), ("pod-security.kubernetes.io/enforce", "baseline")], []),
            Namespace("typo", [("traceableai-inject-mirror", "true")], []),
            Namespace("bare", [], [("mirror.traceable.ai/defaultInject", "true")]),
            Namespace(
                "odd", [("traceableai-inject-mirror", "enabled")],
                [("mirror.traceable.ai/defaultInject", "yes"), ("mirror.traceable.ai/defaultMode", "all")]),
            Namespace("pods", [("traceableai-inject-mirror", "enabled")], [("mirror.traceable.ai/inject", "true")]),
            Namespace("kube-system", [("traceableai-inject-mirror", "enabled")], []),
            Namespace("quiet", [], [("mirror.traceable.ai/defaultInject", "false")]),
        ];

        CheckLine[] lines = [.. NamespaceChecks.Judge(There("{}"), namespaces, Options, isEnforced: true)];

        Assert.Equal("4 namespaces: shop, bank, odd, pods", lines[0].Message);
        Assert.Equal(
            [
                "bank pod_security", "typo label", "bare label_missing", "odd default_inject", "odd default_mode", "pods misplaced",
                "kube-system excluded",
            ],
            lines.Skip(1).Select(line => $"{line.Message.Split(':')[0]} {line.Name}"));
        Assert.All(lines.Skip(1), line => Assert.Equal("warn", Word(line)));
    }

    [Fact]
    public void No_namespace_is_a_warning_with_the_way_on() => Assert.Equal(
        "kubectl label namespace NAME traceableai-inject-mirror=enabled",
        Assert.Single(NamespaceChecks.Judge(There("{}"), [], Options, isEnforced: true)).Advice);

    [Fact]
    public void Many_names_are_the_first_ten_and_a_number()
    {
        Assert.Equal("1, 2", NamespaceChecks.Joined(["1", "2"]));
        Assert.EndsWith("9, 10 and 2 more", NamespaceChecks.Joined([.. Enumerable.Range(1, 12).Select(i => $"{i}")]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_gap_of_the_coverage_report_is_a_line_with_the_pods_in_it()
    {
        Found report = There("""
            {"complete":true,"trouble":null,"summary":{"mirrored":2,"not_ready":1,"restart_needed":2,"refused":0,"not_wanted":5},
             "pods":[{"namespace":"shop","name":"a","state":"restart_needed"},{"namespace":"shop","name":"b","state":"restart_needed"},
                     {"namespace":"bank","name":"c","state":"not_ready"},{"namespace":"bank","name":"d","state":"mirrored"}]}
            """);

        CheckLine[] lines = [.. CoverageCheck.Judge(report, Release, isAsked: true)];

        Assert.Equal(
            [
                ("ok", "2 Pods mirrored"), ("warn", "2 Pods not as asked for since they were made: shop/a, shop/b"),
                ("warn", "1 Pod with containers of ours that are not ready: bank/c"),
            ],
            lines.Select(line => (Word(line), line.Message)));
    }

    [Theory]
    [InlineData(true, "kubectl -n shop rollout restart statefulset/db")]
    [InlineData(
        false,
        "put the webhook right first: till then a restart takes the containers away; then kubectl -n shop rollout restart statefulset/db")]
    public void No_restart_is_advised_before_the_webhook_is_asked(bool isAsked, string advice)
    {
        Found report = There("""
            {"complete":true,"summary":{"restart_needed":1},
             "pods":[{"namespace":"shop","name":"db-0","state":"restart_needed","owner":{"kind":"StatefulSet","name":"db"}}]}
            """);

        Assert.Equal(advice, CoverageCheck.Judge(report, Release, isAsked).Single(line => line.Name == "restart_needed").Advice);
    }

    [Theory]
    [InlineData("""{"complete":false,"trouble":"pods is forbidden","summary":{}}""", "the agent cannot read the cluster: pods is forbidden")]
    [InlineData(
        """{"complete":true,"trouble":"of /api/v1/pods 2 cannot be read","summary":{}}""",
        "the agent cannot read the cluster: of /api/v1/pods 2 cannot be read")]
    [InlineData("""{"complete":false,"trouble":null,"summary":{}}""", "the agent is still reading the cluster")]
    [InlineData("[]", "the agent's report cannot be read through the API server: the answer is no report")]
    public void A_report_that_is_not_whole_is_a_warning(string report, string message)
    {
        CheckLine line = CoverageCheck.Judge(There(report), Release, isAsked: true).First();

        Assert.Equal(("warn", message), (Word(line), line.Message));
    }

    private static Found There(string json) => new(200, JsonElement.Parse(json), "");

    private static string Word(CheckLine line) => line.Status.ToString().ToLowerInvariant();

    private static NamespaceFacts Namespace(string name, (string, string)[] labels, (string, string)[] annotations) => new(
        name, labels.ToDictionary(one => one.Item1, one => one.Item2), annotations.ToDictionary(one => one.Item1, one => one.Item2));

    private static byte[] Certificate(int fromDays, int untilDays)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=podmirror", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(Now.AddDays(fromDays), Now.AddDays(untilDays));
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n");
    }
}
