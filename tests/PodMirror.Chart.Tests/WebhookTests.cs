using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

public sealed class WebhookTests : ChartTest
{
    [Fact]
    public void Every_Pod_that_is_created_is_asked_about_and_nothing_else()
    {
        JsonNode webhook = Rendering.Of().Webhook;

        Assert.Equal(
            """[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"scope":"Namespaced"}]""",
            webhook["rules"]!.ToJsonString());
        Assert.Equal("Equivalent", (string?)webhook["matchPolicy"]);
        Assert.Equal("None", (string?)webhook["sideEffects"]);
        Assert.Equal("""["v1"]""", webhook["admissionReviewVersions"]!.ToJsonString());
        Assert.Equal("/injector/v1/inject-mirror", (string?)webhook["clientConfig"]!["service"]!["path"]);
    }

    [Fact]
    public void A_Pod_waits_for_five_seconds_at_most_and_then_runs_all_the_same()
    {
        JsonNode webhook = Rendering.Of().Webhook;

        Assert.Equal("Ignore", (string?)webhook["failurePolicy"]);
        Assert.Equal(5, (int?)webhook["timeoutSeconds"]);
        Assert.Equal("IfNeeded", (string?)webhook["reinvocationPolicy"]);
    }

    [Fact]
    public void The_name_is_one_that_the_API_server_takes_and_that_leads_to_the_Service()
    {
        Rendering rendering = Rendering.Of(release: ("eu-1", "observability"));

        Assert.Equal("eu-1-podmirror.observability.svc", (string?)rendering.Webhook["name"]);
    }

    [Fact]
    public void Only_labelled_namespaces_are_asked_about_and_never_excluded_ones_or_our_own()
    {
        const string Values = "injection: {namespaceLabel: example.com/mirror, excludedNamespaces: [kube-system, a, observability]}";
        JsonArray expressions = Rendering.Of(Values, release: ("podmirror", "observability"))
            .Webhook["namespaceSelector"]!["matchExpressions"]!.AsArray();

        Assert.Equal(
            [
                """{"key":"example.com/mirror","operator":"In","values":["enabled"]}""",
                """{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["kube-system","a","observability"]}""",
            ],
            expressions.Select(one => one!.ToJsonString()));
    }

    [Theory]
    [InlineData("1.20.0", false)]
    [InlineData("1.27.16", false)]
    [InlineData("1.27.16-eks-1234567", false)]
    [InlineData("1.28.0", true)]
    [InlineData("1.28.0-gke.100", true)]
    [InlineData("v1.31.4+k3s1", true)]
    [InlineData("1.36.0", true)]
    public void A_Pod_that_opted_out_does_not_depend_on_the_agent_where_the_cluster_can_tell(string version, bool can)
    {
        JsonNode? conditions = Rendering.Of("injection: {annotationPrefix: mirror.example.com}", version).Webhook["matchConditions"];

        Assert.Equal(can, conditions is not null);
        if (can)
        {
            Assert.Equal(
                "!has(object.metadata.annotations) || !('mirror.example.com/inject' in object.metadata.annotations) || "
                + "object.metadata.annotations['mirror.example.com/inject'] != 'false'",
                (string?)conditions![0]!["expression"]);
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("cert-manager")]
    [InlineData("service-ca")]
    public void A_caBundle_that_others_put_in_is_not_rendered_so_that_no_upgrade_takes_it_away(string file) =>
        Assert.Equal(["service"], Rendering.Of(Cases.Values(file)).Webhook["clientConfig"]!.AsObject().Select(pair => pair.Key));

    [Fact]
    public void A_caBundle_that_is_given_is_rendered_as_the_API_server_wants_it()
    {
        string bundle = (string)Rendering.Of(Cases.Values("existing-certificate")).Webhook["clientConfig"]!["caBundle"]!;

        Assert.StartsWith("-----BEGIN CERTIFICATE-----\n", Encoding.ASCII.GetString(Convert.FromBase64String(bundle)), StringComparison.Ordinal);
    }
}
