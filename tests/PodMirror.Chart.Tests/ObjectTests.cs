using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>What holds for every object, whatever the values, the cluster and the release.</summary>
public sealed partial class ObjectTests : ChartTest
{
    private static readonly string[] ClusterScoped =
        ["ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration", "SecurityContextConstraints"];

    private static readonly string[] OwnLabels =
    [
        "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/version", "app.kubernetes.io/managed-by",
        "app.kubernetes.io/part-of", "helm.sh/chart",
    ];

    // The values of these maps are strings in Kubernetes, and a number or true among them is refused by the API server.
    private static readonly string[] MapsOfText =
        ["labels", "annotations", "matchLabels", "nodeSelector", "data", "selector", "requests", "limits"];

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Every_object_has_a_name_of_its_own_and_the_place_of_its_kind(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);

        Assert.Distinct(rendering.Objects.Select(one => $"{one["kind"]} {Rendering.NameOf(one)}"));
        foreach (JsonObject one in rendering.Objects)
        {
            Assert.Matches(Name(), Rendering.NameOf(one));
            Assert.NotNull((string?)one["apiVersion"]);
            Assert.Equal(ClusterScoped.Contains((string)one["kind"]!) ? null : space, (string?)one["metadata"]!["namespace"]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Every_object_says_whose_it_is(string file, string version, string name, string space)
    {
        foreach (JsonObject one in Cases.Render(file, version, name, space).Objects)
        {
            JsonNode labels = one["metadata"]!["labels"]!;
            Assert.All(OwnLabels, label => Assert.NotNull((string?)labels[label]));
            Assert.Equal(name, (string?)labels["app.kubernetes.io/instance"]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void What_must_be_text_is_text_and_nothing_is_null(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);

        Assert.Empty(rendering.Objects.SelectMany(one => Faults(one, $"{one["kind"]}")));
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Every_reference_leads_to_an_object_of_the_release(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);
        JsonNode pod = rendering.Pod["spec"]!;
        JsonNode podLabels = rendering.Pod["metadata"]!["labels"]!;
        string service = Rendering.NameOf(rendering.Only("Service"));

        Assert.True(Selects(rendering.Only("Service")["spec"]!["selector"]!, podLabels));
        Assert.True(Selects(rendering.Deployment["spec"]!["selector"]!["matchLabels"]!, podLabels));
        Assert.Equal(2, rendering.Deployment["spec"]!["selector"]!["matchLabels"]!.AsObject().Count);
        Assert.Equal(
            rendering.Only("Service")["spec"]!["ports"]!.AsArray().Select(port => (string)port!["targetPort"]!),
            rendering.Agent["ports"]!.AsArray().Select(port => (string)port!["name"]!));
        Assert.Equal(service, (string?)rendering.Webhook["clientConfig"]!["service"]!["name"]);
        Assert.Equal(space, (string?)rendering.Webhook["clientConfig"]!["service"]!["namespace"]);
        Assert.Equal(service, rendering.Argument("--webhook-service"));
        Assert.Equal(Rendering.NameOf(rendering.Only("MutatingWebhookConfiguration")), rendering.Argument("--webhook-configuration"));
        Assert.Equal(space, rendering.Argument("--namespace"));
        Assert.Equal(
            rendering.All("ConfigMap").Select(Rendering.NameOf).Order(),
            pod["volumes"]!.AsArray().Select(volume => (string?)volume!["configMap"]?["name"]).OfType<string>().Order());
        Assert.Equal(
            rendering.Agent["volumeMounts"]!.AsArray().Select(mount => (string)mount!["name"]!),
            pod["volumes"]!.AsArray().Select(volume => (string)volume!["name"]!));
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Only_APIs_are_used_that_the_cluster_has(string file, string version, string name, string space)
    {
        string[] known =
        [
            "v1", "apps/v1", "rbac.authorization.k8s.io/v1", "networking.k8s.io/v1", "admissionregistration.k8s.io/v1",
            version.StartsWith("1.20.", StringComparison.Ordinal) ? "policy/v1beta1" : "policy/v1",
            "cert-manager.io/v1", "security.openshift.io/v1", "monitoring.coreos.com/v1",
        ];

        Assert.All(Cases.Render(file, version, name, space).Objects, one => Assert.Contains((string)one["apiVersion"]!, known));
    }

    [Fact]
    public void What_others_need_comes_before_them() =>
        Assert.Equal(
            [
                "NetworkPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "Secret", "ConfigMap", "ConfigMap", "ClusterRole",
                "ClusterRoleBinding", "Role", "RoleBinding", "Service", "Deployment", "MutatingWebhookConfiguration",
            ],
            Rendering.Of("replicas: 2").Objects.Select(one => (string)one["kind"]!));

    private static IEnumerable<string> Faults(JsonNode? node, string path) => node switch
    {
        // OpenShift's own way to say that none of the constraints goes first.
        null => path == "SecurityContextConstraints.priority" ? [] : [path + " is null"],
        JsonObject map => map.SelectMany(pair =>
            MapsOfText.Contains(pair.Key) && pair.Value is JsonObject texts && !texts.ContainsKey("matchLabels")
                ? texts.Where(text => !IsText(text.Value)).Select(text => $"{path}.{pair.Key}.{text.Key} is no text: {text.Value}")
                : Faults(pair.Value, $"{path}.{pair.Key}")),
        JsonArray list when path.EndsWith(".args", StringComparison.Ordinal) =>
            list.Where(item => !IsText(item)).Select(item => $"{path} holds {item}"),
        JsonArray list when path.EndsWith(".env", StringComparison.Ordinal) =>
            list.Where(item => item!["value"] is { } value && !IsText(value)).Select(item => $"{path} holds {item}"),
        JsonArray list => list.SelectMany(item => Faults(item, path)),
        _ => [],
    };

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out _);

    private static bool Selects(JsonNode selector, JsonNode labels) =>
        selector.AsObject().Count > 0 && selector.AsObject().All(pair => (string?)labels[pair.Key] == (string?)pair.Value);

    // A DNS label, which is the narrowest that Kubernetes asks of any of these.
    [GeneratedRegex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Name();
}
