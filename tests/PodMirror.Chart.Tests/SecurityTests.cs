using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>The agent's Pod passes the strictest Pod Security level, but for the node's network where somebody asked for it.</summary>
public sealed class SecurityTests : ChartTest
{
    private static readonly string[] HarmlessVolumes = ["configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected"];

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void The_agent_may_do_nothing_that_it_need_not(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);
        JsonNode pod = rendering.Pod["spec"]!["securityContext"]!;
        JsonNode container = rendering.Agent["securityContext"]!;

        Assert.True((bool?)pod["runAsNonRoot"]);
        Assert.Equal("RuntimeDefault", (string?)pod["seccompProfile"]!["type"]);
        Assert.False((bool?)container["allowPrivilegeEscalation"]);
        Assert.False((bool?)container["privileged"]);
        Assert.True((bool?)container["readOnlyRootFilesystem"]);
        Assert.Equal("""{"drop":["ALL"]}""", container["capabilities"]!.ToJsonString());
        Assert.All(
            rendering.Pod["spec"]!["volumes"]!.AsArray(),
            volume => Assert.Contains(Assert.Single(volume!.AsObject(), part => part.Key != "name").Key, HarmlessVolumes));
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void The_only_token_is_one_that_expires(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);

        Assert.False((bool?)rendering.Pod["spec"]!["automountServiceAccountToken"]);
        Assert.All(rendering.All("ServiceAccount"), account => Assert.False((bool?)account["automountServiceAccountToken"]));
        JsonNode volume = Assert.Single(rendering.Pod["spec"]!["volumes"]!.AsArray(), one => one!["projected"] is not null)!;
        Assert.Equal(
            "/var/run/secrets/kubernetes.io/serviceaccount",
            (string?)rendering.Agent["volumeMounts"]!.AsArray().Single(mount => (string?)mount!["name"] == (string?)volume["name"])!["mountPath"]);
        Assert.InRange((int)volume["projected"]!["sources"]![0]!["serviceAccountToken"]!["expirationSeconds"]!, 600, 3607);
    }

    [Fact]
    public void The_user_is_one_and_not_root_unless_the_platform_chooses()
    {
        Assert.Equal(
            """{"runAsNonRoot":true,"runAsUser":65532,"runAsGroup":65532,"fsGroup":65532"""
            + ""","fsGroupChangePolicy":"OnRootMismatch","seccompProfile":{"type":"RuntimeDefault"}}""",
            Rendering.Of().Pod["spec"]!["securityContext"]!.ToJsonString());
        Assert.Equal(
            """{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}}""",
            Rendering.Of("platform: {openshift: true}").Pod["spec"]!["securityContext"]!.ToJsonString());
    }

    [Fact]
    public void The_network_policy_opens_spans_to_mirrored_namespaces_and_the_page_to_its_own()
    {
        Rendering rendering = Rendering.Of("injection: {namespaceLabel: example.com/mirror}");
        JsonNode policy = rendering.Only("NetworkPolicy")["spec"]!;

        Assert.Equal("""["Ingress"]""", policy["policyTypes"]!.ToJsonString());
        Assert.Equal(
            [
                """{"ports":[{"port":8443,"protocol":"TCP"}]}""",
                """{"ports":[{"port":4317,"protocol":"TCP"},{"port":4318,"protocol":"TCP"}]"""
                + ""","from":[{"namespaceSelector":{"matchLabels":{"example.com/mirror":"enabled"}}}]}""",
                """{"ports":[{"port":8080,"protocol":"TCP"}],"from":[{"podSelector":{}}]}""",
            ],
            policy["ingress"]!.AsArray().Select(rule => rule!.ToJsonString()));
    }

    [Fact]
    public void Whoever_else_is_named_gets_through_the_network_policy()
    {
        JsonArray rules = Rendering.Of(Cases.Values("monitoring")).Only("NetworkPolicy")["spec"]!["ingress"]!.AsArray();

        Assert.Equal("observability", (string?)rules[1]!["from"]![1]!["namespaceSelector"]!["matchLabels"]!["kubernetes.io/metadata.name"]);
        Assert.Equal("prometheus", (string?)rules[2]!["from"]![1]!["podSelector"]!["matchLabels"]!["app.kubernetes.io/name"]);
    }

    [Fact]
    public void OpenShift_may_give_sidecars_the_one_capability_and_nothing_else()
    {
        Rendering rendering = Rendering.Of("platform: {openshift: true}");
        JsonObject constraints = rendering.Only("SecurityContextConstraints");

        Assert.Equal("""["NET_RAW"]""", constraints["allowedCapabilities"]!.ToJsonString());
        Assert.Equal("""["ALL"]""", constraints["requiredDropCapabilities"]!.ToJsonString());
        Assert.All(constraints.Where(pair => pair.Key.StartsWith("allow", StringComparison.Ordinal) && pair.Key != "allowedCapabilities"),
            pair => Assert.False((bool?)pair.Value));
        Assert.Equal("[]", constraints["users"]!.ToJsonString());
        Assert.Equal("[]", constraints["groups"]!.ToJsonString());
    }
}
