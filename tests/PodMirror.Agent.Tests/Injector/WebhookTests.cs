using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PodMirror.Agent.Tests.Injector;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Pod = """{ "metadata": { "name": "web" }, "spec": { "containers": [ { "name": "app", "image": "app:1" } ] } }""";
    private TestInjector _injector = null!;
    private TestAgent _agent = null!;

    public async ValueTask InitializeAsync()
    {
        _injector = await TestInjector.StartAsync();
        _agent = await _injector.StartAgentAsync();
        await TestInjector.UntilReadyAsync(_agent);
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _injector.DisposeAsync();
    }

    [Fact]
    public async Task A_pod_of_a_namespace_that_takes_part_is_injected_over_TLS_that_the_caBundle_trusts()
    {
        JsonNode response = await _injector.ReviewAsync(_agent, Pod);

        Assert.True((bool)response["allowed"]!);
        Assert.Equal("injected", (string)response["auditAnnotations"]!["reason"]!);
        string patch = Encoding.UTF8.GetString(Convert.FromBase64String((string)response["patch"]!));
        Assert.Contains("\"name\":\"mirror\"", patch, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"tme\"", patch, StringComparison.Ordinal);
        Assert.Equal(1, await _agent.MetricAsync("admission_reviews_total{result=\"injected\",reason=\"injected\"}"));
        Assert.Equal(1, await _agent.MetricAsync("admission_duration_seconds_count"));
    }

    [Fact]
    public async Task A_namespace_that_was_made_a_moment_ago_is_asked_for()
    {
        _injector.Cluster.IsSilent = true;
        _injector.PutNamespace("new", """{ "mirror.traceable.ai/defaultInject": "true" }""");

        JsonNode response = await _injector.ReviewAsync(_agent, Pod, "new");

        Assert.Equal("injected", (string)response["auditAnnotations"]!["reason"]!);
    }

    [Fact]
    public async Task A_namespace_of_which_nothing_can_be_learnt_in_time_leaves_the_pod_as_it_is()
    {
        _injector.Cluster.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };

        JsonNode response = await _injector.ReviewAsync(_agent, Pod, "unknown");

        Assert.True((bool)response["allowed"]!);
        Assert.Null(response["patch"]);
        Assert.Equal("namespace_unknown", (string)response["auditAnnotations"]!["reason"]!);
        Assert.Equal(1, await _agent.MetricAsync("admission_reviews_total{result=\"failed\",reason=\"namespace_unknown\"}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("shop/secrets")]
    [InlineData("SHOP")]
    public async Task What_is_no_namespace_s_name_is_not_asked_for(string name)
    {
        int before = _injector.Cluster.Requests.Count;

        JsonNode response = await _injector.ReviewAsync(_agent, Pod, name);

        Assert.Equal("namespace_unknown", (string)response["auditAnnotations"]!["reason"]!);
        Assert.DoesNotContain(_injector.Cluster.Requests.Skip(before), IsLookup);
    }

    private static bool IsLookup(string request) =>
        request.StartsWith("GET /api/v1/namespaces/", StringComparison.Ordinal) && request.Count(c => c == '/') == 4
        && !request.Contains('?', StringComparison.Ordinal);

    [Fact]
    public async Task What_stands_between_a_certificate_of_others_and_the_authority_is_shown_as_well()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        string root = TestCertificates.WriteChain(directory, "podmirror.podmirror.svc");
        await using TestAgent agent = await _injector.StartAgentAsync(change: options => options with { CertificateDirectory = directory });
        await TestInjector.UntilReadyAsync(agent);

        JsonNode response = await _injector.ReviewAsync(agent, Pod, trusted: root);

        Assert.Equal("injected", (string)response["auditAnnotations"]!["reason"]!);
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("1.28.9", false)]
    [InlineData("v1.29.0", true)]
    [InlineData("v1.33.2+k3s1", true)]
    [InlineData("v2.0.0", true)]
    [InlineData("", false)]
    public async Task Native_sidecars_are_used_where_every_kubelet_runs_them(string version, bool native)
    {
        _injector.Cluster.Put(
            "/api/v1/nodes/one", """{ "metadata": { "name": "one" }, "status": { "nodeInfo": { "kubeletVersion": "v1.35.1" } } }""");
        await UntilNativeAsync(true);

        _injector.Cluster.Put(
            "/api/v1/nodes/two", $$$"""{ "metadata": { "name": "two" }, "status": { "nodeInfo": { "kubeletVersion": "{{{version}}}" } } }""");

        await UntilNativeAsync(native);
    }

    private Task UntilNativeAsync(bool native) => TestAgent.UntilAsync(async () =>
    {
        JsonNode response = await _injector.ReviewAsync(_agent, Pod);
        string patch = Encoding.UTF8.GetString(Convert.FromBase64String((string)response["patch"]!));
        return patch.Contains("/spec/initContainers/0", StringComparison.Ordinal) == native;
    });

    [Theory]
    [InlineData("GET", "/injector/v1/inject-mirror", "application/json", "", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/", "application/json", "{}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("POST", "/metrics", "application/json", "{}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("POST", "/injector/v1/inject-mirror", "text/plain", "{}", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    [InlineData("POST", "/injector/v1/inject-mirror", "application/json", "", HttpStatusCode.BadRequest, "no_review")]
    [InlineData("POST", "/injector/v1/inject-mirror", "application/json", "{", HttpStatusCode.BadRequest, "no_review")]
    [InlineData("POST", "/injector/v1/inject-mirror", "application/json", "[[[[", HttpStatusCode.BadRequest, "no_review")]
    [InlineData("POST", "/injector/v1/inject-mirror", "application/json", """{"kind":"Pod"}""", HttpStatusCode.BadRequest, "no_review")]
    [InlineData(
        "POST",
        "/injector/v1/inject-mirror",
        "application/json",
        """{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"\ud800"}}""",
        HttpStatusCode.BadRequest,
        "no_review")]
    public async Task What_is_no_review_is_refused_with_a_reason(
        string method, string path, string contentType, string body, HttpStatusCode status, string reason)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using HttpResponseMessage answer = await _injector.PostAsync(_agent, content, path, method);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(1, await _agent.MetricAsync($"admission_requests_refused_total{{reason=\"{reason}\"}}"));
    }

    [Fact]
    public async Task A_body_larger_than_any_review_is_refused_while_it_is_read()
    {
        using var content = TestInjector.Json(TestInjector.Review($$"""{ "metadata": { "name": "{{new string('x', 7 << 20)}}" } }"""));
        using HttpResponseMessage answer = await _injector.PostAsync(_agent, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(1, await _agent.MetricAsync("admission_requests_refused_total{reason=\"too_large\"}"));
    }

    [Theory]
    [InlineData("""{ "metadata": null, "spec": null }""")]
    [InlineData("""[]""")]
    [InlineData("""{ "spec": { "containers": [ null, 1, { "name": "\ud800" } ] } }""")]
    [InlineData("""{ "metadata": { "annotations": { "mirror.traceable.ai/inject": "\ud800" } }, "spec": { "containers": [] } }""")]
    public async Task Whatever_a_pod_looks_like_it_is_admitted(string pod)
    {
        JsonNode response = await _injector.ReviewAsync(_agent, pod);

        Assert.True((bool)response["allowed"]!);
    }

    [Fact]
    public async Task The_webhook_answers_on_its_own_port_and_nothing_else_does()
    {
        using HttpResponseMessage page = await _agent.Client.PostAsync(
            new Uri(_agent.Web, "/injector/v1/inject-mirror"), TestInjector.Json(TestInjector.Review(Pod)));

        Assert.NotEqual(HttpStatusCode.OK, page.StatusCode);
    }
}
