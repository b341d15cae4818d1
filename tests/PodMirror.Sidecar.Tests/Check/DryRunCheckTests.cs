using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Check;

public sealed class DryRunCheckTests
{
    private const string Webhook = "podmirror.podmirror.svc";

    private static readonly InjectionOptions Options = new() { Image = "registry.example/podmirror:1", Endpoint = "http://e" };

    [Theory]
    [InlineData(
        """{"metadata":{"annotations":{"mirror.traceable.ai/status":"{}"}},"spec":{"containers":[{"name":"tme"},{"name":"mirror"}]}}""", "Ok")]
    [InlineData(
        """{"metadata":{"annotations":{"mirror.traceable.ai/status":"{}"}},"spec":{"initContainers":[{"name":"tme"},{"name":"mirror"}]}}""", "Ok")]
    [InlineData("""{"metadata":{"annotations":{"mirror.traceable.ai/status":"{\"reason\":\"pod_security\"}"}}}""", "Ok")]
    [InlineData("""{"metadata":{"annotations":{"mirror.traceable.ai/inject":"true"}}}""", "Fail")]
    public void A_pod_that_comes_back_untouched_shows_that_nobody_is_asked(string body, string expected) =>
        Assert.Equal(expected, $"{Judge(new(201, JsonElement.Parse(body), "")).Status}");

    [Theory]
    [InlineData("""Internal error occurred: failed calling webhook "podmirror.podmirror.svc": Post "https://10.0.0.1": timed out""", "Fail")]
    [InlineData("""admission webhook "podmirror.podmirror.svc" denied the request""", "Fail")]
    [InlineData("""admission webhook "validate.kyverno.svc-fail" denied the request: resource Pod was blocked by a policy""", "Warn")]
    [InlineData("""admission webhook "validation.gatekeeper.sh" denied the request: [repos] container <podmirror.podmirror.svc> has none""", "Warn")]
    [InlineData("""failed calling webhook "other.podmirror.podmirror.svc": no endpoints""", "Warn")]
    [InlineData("exceeded quota", "Warn")]
    public void Only_our_own_webhook_is_at_fault_where_it_is_named(string fault, string expected)
    {
        CheckLine line = Judge(new(500, default, fault));

        Assert.Equal((expected, $"no Pod could be created in shop (dry run): {fault}"), ($"{line.Status}", line.Message));
        Assert.Equal(expected == "Fail", line.Advice is not null);
    }

    [Theory]
    [InlineData(
        """{"metadata":{"annotations":{"other.example/status":"{}"}},"spec":{"initContainers":[{"name":"tme"},{"name":"mirror"}]}}""", "Ok",
        "a Pod created in shop (dry run) gets both containers")]
    [InlineData(
        """{"metadata":{},"spec":{"containers":[{"name":"check"}]}}""", "Warn",
        "a Pod created in shop (dry run) came back without the containers, and it cannot be told why")]
    public void Without_the_settings_the_containers_alone_show_that_somebody_is_asked(string body, string status, string message)
    {
        CheckLine line = new DryRunCheck("shop", Options, false, Webhook).Judge(new(201, JsonElement.Parse(body), ""));

        Assert.Equal((status, message), ($"{line.Status}", line.Message));
    }

    [Fact]
    public void A_webhook_without_a_name_is_not_found_in_every_fault() =>
        Assert.Equal(CheckStatus.Warn, new DryRunCheck("shop", Options, true, "").Judge(new(403, default, "a \"\" b")).Status);

    [Fact]
    public void The_pod_of_the_dry_run_asks_to_be_injected_and_has_the_image_of_the_containers()
    {
        JsonElement pod = JsonElement.Parse(new DryRunCheck("shop", Options, true, Webhook).Pod().Span);

        Assert.Equal("true", new PodView(pod).Annotation(Options.Names.Inject));
        Assert.True(new PodView(pod).IsPod);
        Assert.Equal(Options.Image, new PodView(pod).Container("check").GetProperty("image").GetString());
    }

    private static CheckLine Judge(Found answer) => new DryRunCheck("shop", Options, true, Webhook).Judge(answer);
}
