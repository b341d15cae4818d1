using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>What the agent may do in the cluster, to the last verb.</summary>
public sealed class PermissionTests : ChartTest
{
    private static readonly string[] ClusterRules =
    [
        """{"apiGroups":[""],"resources":["namespaces"],"verbs":["get","list","watch"]}""",
        """{"apiGroups":[""],"resources":["pods"],"verbs":["list","watch"]}""",
        """{"apiGroups":[""],"resources":["nodes"],"verbs":["list","watch"]}""",
        """{"apiGroups":["apps"],"resources":["replicasets"],"verbs":["list","watch"]}""",
        """{"apiGroups":["batch"],"resources":["jobs"],"verbs":["list","watch"]}""",
        """{"apiGroups":[""],"resources":["events"],"verbs":["create"]}""",
    ];

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Nothing_is_a_wildcard_and_what_is_dangerous_has_a_name(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);
        IEnumerable<JsonObject> roles = rendering.All("ClusterRole").Concat(rendering.All("Role"));

        foreach (JsonNode rule in roles.SelectMany(role => role["rules"]!.AsArray()).OfType<JsonNode>())
        {
            Assert.DoesNotContain('*', rule.ToJsonString());
            string[] verbs = [.. rule["verbs"]!.AsArray().Select(verb => verb!.GetValue<string>())];
            bool harmless = rule["resources"]!.ToJsonString() switch
            {
                """["events"]""" => verbs is ["create"],
                """["namespaces"]""" or """["pods"]""" or """["nodes"]""" or """["replicasets"]""" or """["jobs"]""" =>
                    verbs.All(verb => verb is "get" or "list" or "watch"),
                _ => false,
            };
            Assert.True(harmless || rule["resourceNames"]?.AsArray().Count == 1, rule.ToJsonString());
        }
    }

    [Fact]
    public void The_agent_keeps_its_own_webhook_and_its_own_Secrets_and_creates_none()
    {
        Rendering rendering = Rendering.Of(release: ("eu-1", "observability"));

        Assert.Equal(
            [
                .. ClusterRules,
                """{"apiGroups":["admissionregistration.k8s.io"],"resources":["mutatingwebhookconfigurations"]"""
                + ""","resourceNames":["eu-1-podmirror"],"verbs":["get","list","watch","patch"]}""",
            ],
            Rules(rendering.Only("ClusterRole")));
        Assert.Equal(
            [
                """{"apiGroups":[""],"resources":["secrets"],"resourceNames":["eu-1-podmirror-webhook"],"verbs":["get","patch"]}""",
                """{"apiGroups":[""],"resources":["secrets"],"resourceNames":["eu-1-podmirror-web"],"verbs":["get","patch"]}""",
            ],
            Rules(rendering.Only("Role")));
    }

    [Theory]
    [InlineData("cert-manager")]
    [InlineData("cert-manager-issuer")]
    [InlineData("existing-certificate")]
    [InlineData("service-ca")]
    public void With_a_certificate_of_others_the_agent_reads_no_Secret_and_changes_no_webhook(string file)
    {
        Rendering rendering = Rendering.Of(Cases.Values(file) + "\nweb: {auth: {existingSecret: mine}}");

        Assert.Equal(ClusterRules, Rules(Assert.Single(rendering.All("ClusterRole"), role => Rendering.NameOf(role) == "podmirror")));
        Assert.Empty(rendering.All("Role"));
        Assert.Empty(rendering.All("RoleBinding"));
    }

    [Theory]
    [InlineData("", "podmirror")]
    [InlineData("serviceAccount: {name: mirror}", "mirror")]
    [InlineData("serviceAccount: {create: false, name: made-elsewhere}", "made-elsewhere")]
    public void Permissions_go_to_the_account_that_the_agent_runs_as(string values, string account)
    {
        Rendering rendering = Rendering.Of(values, release: ("podmirror", "observability"));

        Assert.Equal(account, (string?)rendering.Pod["spec"]!["serviceAccountName"]);
        foreach (JsonObject binding in rendering.All("ClusterRoleBinding").Concat(rendering.All("RoleBinding")))
        {
            Assert.Equal($$"""[{"kind":"ServiceAccount","name":"{{account}}","namespace":"observability"}]""", binding["subjects"]!.ToJsonString());
        }

        Assert.Equal(values.Contains("false", StringComparison.Ordinal) ? [] : [account], rendering.All("ServiceAccount").Select(Rendering.NameOf));
    }

    [Fact]
    public void Without_metadata_the_agent_reads_no_owners() =>
        Assert.DoesNotContain(
            Rules(Rendering.Of("metadata: {enabled: false}").Only("ClusterRole")), rule => rule.Contains("replicasets", StringComparison.Ordinal));

    [Fact]
    public void Without_permissions_of_the_release_there_are_none()
    {
        Rendering rendering = Rendering.Of("rbac: {create: false}");

        Assert.All((string[])["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], kind => Assert.Empty(rendering.All(kind)));
    }

    private static IEnumerable<string> Rules(JsonObject role) => role["rules"]!.AsArray().Select(rule => rule!.ToJsonString());
}
