using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

public sealed class CredentialTests
{
    private static readonly TmeCredentials All = new() { CaConfigMap = "trust", ClientCertificateSecret = "sender", TokenSecret = "sender" };

    [Fact]
    public void Every_object_that_is_named_is_in_one_volume_of_which_nothing_has_to_be_there()
    {
        JsonNode pod = Admit(Pod(), Namespace(), With(All)).Pod;

        JsonNode volume = Assert.Single(pod["spec"]!["volumes"]!.AsArray())!;
        Assert.Equal(
            """
            {"name":"podmirror-credentials","projected":{"defaultMode":292,"sources":[
            {"configMap":{"name":"trust","optional":true,"items":[{"key":"ca.crt","path":"ca.crt"}]}},
            {"secret":{"name":"sender","optional":true,"items":[{"key":"tls.crt","path":"tls.crt"},{"key":"tls.key","path":"tls.key"}]}},
            {"secret":{"name":"sender","optional":true,"items":[{"key":"token","path":"token"}]}}]}}
            """.ReplaceLineEndings(""),
            volume.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_tme_mounts_it_whole_and_to_be_read_only(bool native)
    {
        InjectionOptions options = With(All) with { NativeSidecars = native };
        JsonNode pod = Admit(Pod(), Namespace(), options).Pod;

        JsonObject[] mounting = [.. Containers(pod).Where(container => container["volumeMounts"] is not null)];
        Assert.Equal("tme", (string?)Assert.Single(mounting)["name"]);
        Assert.Equal(
            """[{"name":"podmirror-credentials","mountPath":"/var/run/podmirror","readOnly":true}]""", mounting[0]["volumeMounts"]!.ToJsonString());
    }

    [Fact]
    public void The_service_accounts_token_is_kept_out_all_the_same()
    {
        JsonObject pod = Pod();
        pod["spec"]!["containers"]![0]!["volumeMounts"] = JsonNode.Parse(
            """[{"name":"kube-api-access-abcde","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]""");

        JsonArray mounts = Tme(Admit(pod, Namespace(), With(All)).Pod)["volumeMounts"]!.AsArray();

        Assert.Equal(["kube-api-access-abcde", "podmirror-credentials"], mounts.Select(mount => (string?)mount!["name"]));
        Assert.Equal(["namespace", null], mounts.Select(mount => (string?)mount!["subPath"]));
    }

    [Fact]
    public void Variables_tell_tme_where_the_files_are()
    {
        Assert.Equal(
            [
                "OTEL_EXPORTER_OTLP_CERTIFICATE=/var/run/podmirror/ca.crt",
                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=/var/run/podmirror/tls.crt",
                "OTEL_EXPORTER_OTLP_CLIENT_KEY=/var/run/podmirror/tls.key",
                "PODMIRROR_TOKEN_FILE=/var/run/podmirror/token",
            ],
            Variables(All));
        Assert.Equal(["OTEL_EXPORTER_OTLP_CERTIFICATE=/var/run/podmirror/ca.crt"], Variables(new TmeCredentials { CaSecret = "trust" }));
        Assert.Equal(["PODMIRROR_TOKEN_FILE=/var/run/podmirror/token"], Variables(new TmeCredentials { TokenSecret = "sender" }));
    }

    [Fact]
    public void Authorities_that_stand_in_the_settings_need_no_volume()
    {
        var credentials = new TmeCredentials { CaBundle = "the bundle" };

        Assert.Equal(["PODMIRROR_CA_BUNDLE=the bundle"], Variables(credentials));
        Assert.Null(Admit(Pod(), Namespace(), With(credentials)).Pod["spec"]!["volumes"]);
        Assert.Null(Tme(Admit(Pod(), Namespace(), With(credentials)).Pod)["volumeMounts"]);
    }

    [Theory]
    [InlineData("[]", "podmirror-credentials")]
    [InlineData("""[{"name":"podmirror-credentials","emptyDir":{}}]""", "podmirror-credentials-2")]
    [InlineData("""[{"name":"podmirror-credentials-2"},{"name":"podmirror-credentials"},{},null,7]""", "podmirror-credentials-3")]
    public void A_volume_of_the_Pods_own_is_never_taken_for_ours(string volumes, string expected)
    {
        JsonObject pod = Pod();
        pod["spec"]!["volumes"] = JsonNode.Parse(volumes);

        JsonNode admitted = Admit(pod, Namespace(), With(All)).Pod;

        JsonArray all = admitted["spec"]!["volumes"]!.AsArray();
        Assert.Equal(expected, (string?)all[^1]!["name"]);
        Assert.Equal(expected, (string?)Tme(admitted)["volumeMounts"]![0]!["name"]);
        Assert.Equal(JsonNode.Parse(volumes)!.AsArray().Count + 1, all.Count);
        Assert.True(JsonNode.DeepEquals(admitted, Admit(admitted, Namespace(), With(All)).Pod));
    }

    [Fact]
    public void Another_Secret_is_another_hash_and_none_is_the_one_of_before()
    {
        string without = Status(Options);

        Assert.NotEqual(without, Status(With(All)));
        Assert.NotEqual(Status(With(All)), Status(With(All with { TokenSecret = "other" })));
        Assert.Equal(without, Status(With(new TmeCredentials())));
    }

    private static InjectionOptions With(TmeCredentials credentials) => Options with { TmeCredentials = credentials };

    private static string Status(InjectionOptions options) =>
        (string)Admit(Pod(), Namespace(), options).Pod["metadata"]!["annotations"]![Sample.Status]!;

    private static IEnumerable<JsonObject> Containers(JsonNode pod) =>
        new[] { "containers", "initContainers" }.SelectMany(list => pod["spec"]![list] as JsonArray ?? []).OfType<JsonObject>();

    private static JsonObject Tme(JsonNode pod) => Containers(pod).Single(container => (string?)container["name"] == "tme");

    // What tme has with them and has not without.
    private static IEnumerable<string> Variables(TmeCredentials credentials) => Of(With(credentials)).Except(Of(Options));

    private static IEnumerable<string> Of(InjectionOptions options) => Tme(Admit(Pod(), Namespace(), options).Pod)["env"]!.AsArray()
        .Select(variable => $"{variable!["name"]}={variable["value"]}");
}
