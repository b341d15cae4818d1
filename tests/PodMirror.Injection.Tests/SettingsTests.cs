using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace PodMirror.Injection.Tests;

public sealed class SettingsTests
{
    private const string Least = """{ "image": "i:1", "endpoint": "http://e:4318" }""";

    [Fact]
    public void Only_the_image_and_the_endpoint_have_to_be_said()
    {
        InjectionOptions options = Read(Least).For(everyKubeletRunsThem: false);

        Assert.Equal("i:1", options.Image);
        Assert.Equal("http://e:4318", options.Endpoint);
        var defaults = new InjectionOptions { Image = "i:1", Endpoint = "http://e:4318" };
        Assert.Equal(defaults.MirrorResources, options.MirrorResources);
        Assert.Equal(defaults.TmeResources, options.TmeResources);
        Assert.Equal(defaults.LargestResources, options.LargestResources);
        Assert.Equal(defaults.Names, options.Names);
        Assert.Equal(defaults.UserId, options.UserId);
    }

    [Fact]
    public void Everything_that_is_said_is_taken()
    {
        InjectionOptions options = Read("""
            { "image": "i:1", "endpoint": "http://e:4318", "imagePullPolicy": "Always", "imagePullSecrets": ["s"], "namespaceLabel": "l",
              "annotationPrefix": "p.example", "excludedNamespaces": ["one"], "defaultPodSecurity": "baseline", "clusterName": "c",
              "mirror": { "arguments": ["--a"], "resources": { "requests": { "cpu": "1m" }, "limits": { "memory": "1Gi" } } },
              "tme": { "arguments": ["--b"], "environment": { "A": "1" } },
              "largestResources": { "cpu": "3", "memory": "2Gi" }, "runAsUser": null, "nativeSidecars": "never" }
            """).For(everyKubeletRunsThem: true);

        Assert.Equal("Always", options.ImagePullPolicy);
        Assert.Equal(["s"], options.ImagePullSecrets);
        Assert.Equal("l", options.Names.NamespaceLabel);
        Assert.Equal("p.example/inject", options.Names.Inject);
        Assert.Equal(["one"], options.ExcludedNamespaces);
        Assert.Equal("baseline", options.DefaultPodSecurity);
        Assert.Equal("c", options.ClusterName);
        Assert.Equal(["--a"], options.MirrorArguments);
        Assert.Equal(("1m", "500m"), (options.MirrorResources.Cpu.Request.Text, options.MirrorResources.Cpu.Limit.Text));
        Assert.Equal(("32Mi", "1Gi"), (options.MirrorResources.Memory.Request.Text, options.MirrorResources.Memory.Limit.Text));
        Assert.Equal(["--b"], options.TmeArguments);
        Assert.Equal("1", options.TmeEnvironment["A"]);
        Assert.Equal("2Gi", options.LargestResources.Memory.Limit.Text);
        Assert.Null(options.UserId);
        Assert.False(options.NativeSidecars);
    }

    [Theory]
    [InlineData("auto", true, true)]
    [InlineData("auto", false, false)]
    [InlineData("always", false, true)]
    [InlineData("never", true, false)]
    public void Native_sidecars_follow_the_policy_and_the_kubelets(string policy, bool everyKubelet, bool expected)
    {
        InjectionSettings settings = Read($$"""{ "image": "i", "endpoint": "http://e", "nativeSidecars": "{{policy}}" }""");

        Assert.Equal(expected, settings.For(everyKubelet).NativeSidecars);
    }

    [Theory]
    [InlineData("""{ "image": "i" }""", "endpoint is missing")]
    [InlineData("""{ "image": "", "endpoint": "http://e" }""", "image is missing")]
    [InlineData("""{ "image": 1, "endpoint": "http://e" }""", "image is not a text")]
    [InlineData("""{ "image": "i ", "endpoint": "http://e" }""", "image is not an image")]
    [InlineData("""{ "image": "i", "endpoint": "e:4318" }""", "endpoint is not a URL such as http://podmirror.podmirror.svc:4318")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "annotationPrefix": "" }""", "annotationPrefix is not a DNS name in lower case")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "annotationPrefix": "p.example/" }""", "annotationPrefix is not a DNS name in lower case")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "namespaceLabel": "a b" }""", "namespaceLabel is not a label's key")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "imagePullSecrets": ["A"] }""", "imagePullSecrets is not a list of Secrets")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "environment": { "A=B": "" } } }""",
        "tme.environment is not texts by names of variables")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "imagepullpolicy": "Always" }""", "imagepullpolicy is no setting")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "imagePullPolicy": "always" }""",
        "imagePullPolicy is not one of IfNotPresent, Always, Never")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "mirror": [] }""", "mirror is not an object")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "mirror": { "cpu": "1" } }""", "mirror.cpu is no setting")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "tme": { "environment": { "A": 1 } } }""", "tme.environment is not texts by name")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "tme": { "arguments": "x" } }""", "tme.arguments is not a list of texts")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "resources": { "requests": { "cpu": "x" } } } }""",
        "tme.resources.requests.cpu is not a quantity such as 100m or 64Mi")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "resources": { "requests": { "cpu": "9" } } } }""",
        "tme.resources.limits.cpu is not at least the request, which is 9")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "runAsUser": 0 }""", "runAsUser is not a number above 0, or null")]
    [InlineData("""{ "image": "i", "endpoint": "http://e", "runAsUser": "1" }""", "runAsUser is not a number above 0, or null")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "tokenSecret": "A_b" } }""", "tme.tokenSecret is not the name of a Secret")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "caBundle": "-----BEGIN CERTIFICATE-----" } }""",
        "tme.caBundle is not certificates of authorities in PEM form, at most 64 KiB, and no key")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "caSecret": "a", "caConfigMap": "b" } }""",
        "of tme.caBundle, tme.caConfigMap and tme.caSecret there can be one")]
    [InlineData(
        """{ "image": "i", "endpoint": "http://e", "tme": { "tokenSecret": "a", "environment": { "PODMIRROR_TOKEN_FILE": "b" } } }""",
        "tme.environment has PODMIRROR_TOKEN_FILE, which follows from another setting of tme")]
    [InlineData("[]", "the settings are not an object")]
    [InlineData("{ \"image\": ", "no JSON (line 1, byte 12)")]
    public void What_is_wrong_is_named_with_what_belongs_there(string json, string expected)
    {
        Assert.False(InjectionSettings.TryRead(Encoding.UTF8.GetBytes(json), out _, out string? fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Secrets_are_named_and_an_empty_name_is_none()
    {
        TmeCredentials named = Read(Tme("""{ "caConfigMap": "a", "clientCertificateSecret": "b.c", "tokenSecret": "d", "caSecret": "" }"""));
        TmeCredentials none = Read(Tme("""{ "caBundle": "", "caConfigMap": null, "clientCertificateSecret": "", "tokenSecret": "" }"""));

        Assert.Equal(new TmeCredentials { CaConfigMap = "a", ClientCertificateSecret = "b.c", TokenSecret = "d" }, named);
        Assert.Equal(new TmeCredentials(), none);

        static TmeCredentials Read(string json) => SettingsTests.Read(json).For(everyKubeletRunsThem: true).TmeCredentials;
    }

    [Fact]
    public void Authorities_may_stand_in_the_settings_and_a_key_may_not()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now, now.AddDays(1));
        string bundle = certificate.ExportCertificatePem() + "\n";

        Assert.Equal(bundle, Read(Tme($$"""{ "caBundle": {{JsonSerializer.Serialize(bundle)}} }""")).For(true).TmeCredentials.CaBundle);
        string both = JsonSerializer.Serialize(bundle + key.ExportPkcs8PrivateKeyPem());
        Assert.False(InjectionSettings.TryRead(Encoding.UTF8.GetBytes(Tme($$"""{ "caBundle": {{both}} }""")), out _, out string? fault));
        Assert.DoesNotContain("PRIVATE", fault, StringComparison.Ordinal);
    }

    private static string Tme(string settings) => $$"""{ "image": "i", "endpoint": "https://e", "tme": {{settings}} }""";

    private static InjectionSettings Read(string json)
    {
        Assert.True(InjectionSettings.TryRead(Encoding.UTF8.GetBytes(json), out InjectionSettings? settings, out string? fault), fault);
        return settings!;
    }
}
