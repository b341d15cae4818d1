using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

public sealed class CertificateTests : ChartTest
{
    [Fact]
    public void The_Secret_of_the_agent_is_the_releases_and_has_no_data_that_an_upgrade_could_put_back()
    {
        Rendering rendering = Rendering.Of();
        JsonObject secret = rendering.Named("Secret", "-webhook");

        Assert.Equal("podmirror-webhook", rendering.Argument("--webhook-secret"));
        Assert.Equal("podmirror-webhook", Rendering.NameOf(secret));
        Assert.Equal(["apiVersion", "kind", "metadata", "type"], secret.Select(pair => pair.Key));
        Assert.Equal("Opaque", (string?)secret["type"]);
        Assert.Null(rendering.Argument("--webhook-certificate"));
    }

    [Fact]
    public void Cert_manager_makes_an_authority_and_by_it_the_certificate()
    {
        Rendering rendering = Rendering.Of(Cases.Values("cert-manager"), release: ("eu-1", "observability"));
        JsonNode authority = rendering.Named("Certificate", "-ca")["spec"]!;
        JsonNode certificate = rendering.Named("Certificate", "-webhook")["spec"]!;

        Assert.True((bool?)authority["isCA"]);
        Assert.Equal("{}", rendering.Named("Issuer", (string)authority["issuerRef"]!["name"]!)["spec"]!["selfSigned"]!.ToJsonString());
        JsonNode issuer = rendering.Named("Issuer", (string)certificate["issuerRef"]!["name"]!);
        Assert.Equal((string?)authority["secretName"], (string?)issuer["spec"]!["ca"]!["secretName"]);
        Assert.Equal("""["eu-1-podmirror.observability.svc"]""", certificate["dnsNames"]!.ToJsonString());
    }

    [Fact]
    public void Cert_manager_puts_its_authority_into_the_webhook()
    {
        Rendering rendering = Rendering.Of(Cases.Values("cert-manager"), release: ("eu-1", "observability"));
        JsonNode annotations = rendering.Only("MutatingWebhookConfiguration")["metadata"]!["annotations"]!;

        string certificate = Rendering.NameOf(rendering.Named("Certificate", "-webhook"));
        Assert.Equal($"observability/{certificate}", (string?)annotations["cert-manager.io/inject-ca-from"]);
        Assert.Equal("platform", (string?)annotations["example.com/owner"]);
    }

    [Theory]
    [InlineData("cert-manager", 2)]
    [InlineData("cert-manager-issuer", 1)]
    public void What_cert_manager_fills_is_the_releases_so_that_nothing_stays_behind(string file, int secrets)
    {
        Rendering rendering = Rendering.Of(Cases.Values(file) + "\nweb: {auth: {existingSecret: mine}}");

        Assert.Equal(
            rendering.All("Certificate").Select(one => (string)one["spec"]!["secretName"]!).Order(),
            rendering.All("Secret").Select(Rendering.NameOf).Order());
        Assert.Equal(secrets, rendering.All("Secret").Count);
        Assert.All(rendering.All("Secret"), secret => Assert.Null(secret["data"]));
    }

    [Fact]
    public void An_issuer_that_is_named_signs_the_certificate_and_no_other_is_made()
    {
        Rendering rendering = Rendering.Of(Cases.Values("cert-manager-issuer"));

        Assert.Empty(rendering.All("Issuer"));
        Assert.Equal(
            """{"group":"cert-manager.io","kind":"ClusterIssuer","name":"internal"}""",
            rendering.Only("Certificate")["spec"]!["issuerRef"]!.ToJsonString());
    }

    [Theory]
    [InlineData("cert-manager", "podmirror-webhook-tls")]
    [InlineData("existing-certificate", "injector-tls")]
    [InlineData("service-ca", "injector-tls")]
    public void The_agent_serves_the_certificate_of_others_and_waits_for_it(string file, string secret)
    {
        Rendering rendering = Rendering.Of(Cases.Values(file));
        JsonNode volume = Assert.Single(rendering.Pod["spec"]!["volumes"]!.AsArray(), one => (string?)one!["name"] == "certificate")!;
        JsonNode mount = Assert.Single(rendering.Agent["volumeMounts"]!.AsArray(), one => (string?)one!["name"] == "certificate")!;

        Assert.Null(rendering.Argument("--webhook-secret"));
        Assert.Equal((string?)mount["mountPath"], rendering.Argument("--webhook-certificate"));
        Assert.Equal(secret, (string?)volume["secret"]!["secretName"]);
        // Without an "optional", the kubelet starts the Pod only when both keys are there.
        Assert.Equal(
            """[{"key":"tls.crt","path":"tls.crt"},{"key":"tls.key","path":"tls.key"}]""",
            volume["secret"]!["items"]!.ToJsonString());
        Assert.Null(volume["secret"]!["optional"]);
    }
}
