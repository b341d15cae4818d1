using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

public sealed class PatchTests
{
    [Fact]
    public void Plain_containers_come_last_and_native_sidecars_first_and_tme_before_mirror()
    {
        JsonObject pod = Pod();
        pod["spec"]!["initContainers"] = JsonNode.Parse("""[{"name":"setup","image":"busybox"}]""");

        JsonNode plain = Admit(pod, Namespace(), Options).Pod;
        JsonNode native = Admit(pod, Namespace(), Native).Pod;

        Assert.Equal(["app", "tme", "mirror"], Names(plain, "containers"));
        Assert.Equal(["setup"], Names(plain, "initContainers"));
        Assert.Equal(["app"], Names(native, "containers"));
        Assert.Equal(["tme", "mirror", "setup"], Names(native, "initContainers"));
        Assert.Equal("Always", native["spec"]!["initContainers"]![0]!["restartPolicy"]!.GetValue<string>());
        Assert.Null(plain["spec"]!["containers"]![1]!["restartPolicy"]);
    }

    [Fact]
    public void Mirror_has_the_one_capability_and_tme_none_and_both_are_locked_down()
    {
        JsonNode pod = Admit(Pod((Mode, "egress")), Namespace(), Options).Pod;
        JsonNode tme = pod["spec"]!["containers"]![1]!;
        JsonNode mirror = pod["spec"]!["containers"]![2]!;

        Assert.Equal("""{"drop":["ALL"]}""", tme["securityContext"]!["capabilities"]!.ToJsonString());
        Assert.Equal("""{"drop":["ALL"],"add":["NET_RAW"]}""", mirror["securityContext"]!["capabilities"]!.ToJsonString());
        Assert.Equal("""["mirror","--mode","egress"]""", mirror["args"]!.ToJsonString());
        foreach (JsonNode security in new[] { tme["securityContext"]!, mirror["securityContext"]! })
        {
            Assert.False(security["allowPrivilegeEscalation"]!.GetValue<bool>());
            Assert.False(security["privileged"]!.GetValue<bool>());
            Assert.True(security["readOnlyRootFilesystem"]!.GetValue<bool>());
            Assert.True(security["runAsNonRoot"]!.GetValue<bool>());
            Assert.Equal(65532, security["runAsUser"]!.GetValue<int>());
            Assert.Equal("RuntimeDefault", security["seccompProfile"]!["type"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData(null, null, "[\"mirror\"]")]
    [InlineData("ingress", null, "[\"mirror\",\"--mode\",\"ingress\"]")]
    [InlineData(null, "egress", "[\"mirror\",\"--mode\",\"egress\"]")]
    [InlineData("ingress_and_egress", "egress", "[\"mirror\",\"--mode\",\"ingress_and_egress\"]")]
    public void A_mode_is_an_argument_only_where_an_annotation_says_it(string? ofPod, string? ofNamespace, string arguments)
    {
        JsonObject pod = ofPod is null ? Pod() : Pod((Mode, ofPod));
        JsonNode mirror = Admit(pod, Namespace(mode: ofNamespace), Options).Pod["spec"]!["containers"]![2]!;

        Assert.Equal(arguments, mirror["args"]!.ToJsonString());
    }

    [Theory]
    [InlineData("kube-api-access-abcde", true)]
    [InlineData("default-token-abcde", true)]
    [InlineData("vault", false)]
    public void The_service_accounts_token_is_kept_out_by_the_part_of_its_volume_that_is_no_secret(string volume, bool covered)
    {
        JsonObject pod = Pod();
        pod["spec"]!["containers"]![0]!["volumeMounts"] = JsonNode.Parse(
            $$"""[{"name":"{{volume}}","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount","readOnly":true}]""");

        JsonNode mirror = Admit(pod, Namespace(), Options).Pod["spec"]!["containers"]![2]!;

        Assert.Equal(covered ? "namespace" : null, mirror["volumeMounts"]?[0]!["subPath"]!.GetValue<string>());
        Assert.Null(Admit(pod, Namespace(), Options).Pod["spec"]!["volumes"]);
    }

    [Theory]
    [InlineData("""{"requests":{"cpu":"100m","memory":"64Mi"}}""", null)]
    [InlineData("""{"limits":{"cpu":"1","memory":"96Mi"}}""", null)]
    [InlineData("""{"limits":{"memory":"96Mi"}}""", """{"requests":{"cpu":"10m"},"limits":{"cpu":"500m"}}""")]
    [InlineData("""{"claims":[]}""", """{"requests":{"cpu":"10m","memory":"32Mi"},"limits":{"cpu":"500m","memory":"96Mi"}}""")]
    public void What_the_Pod_has_an_amount_of_as_a_whole_our_containers_have_no_amount_of(string ofPod, string? ofMirror)
    {
        JsonObject pod = Pod();
        pod["spec"]!["resources"] = JsonNode.Parse(ofPod);

        JsonNode mirror = Admit(pod, Namespace(), Options).Pod["spec"]!["containers"]![2]!;

        Assert.Equal(ofMirror, mirror["resources"]?.ToJsonString());
    }

    [Fact]
    public void The_token_is_kept_out_where_only_an_init_container_has_the_volume()
    {
        JsonObject pod = Pod();
        pod["spec"]!["initContainers"] = JsonNode.Parse(
            """[{"name":"i","volumeMounts":[{"name":"kube-api-access-x","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]""");

        Assert.Equal(
            "kube-api-access-x",
            Admit(pod, Namespace(), Options).Pod["spec"]!["containers"]![2]!["volumeMounts"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void A_Rollouts_name_is_told_without_its_hash()
    {
        JsonObject pod = Pod();
        pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "ReplicaSet", ["name"] = "shop-77c", ["controller"] = true });
        pod["metadata"]!["labels"] = new JsonObject { ["rollouts-pod-template-hash"] = "77c" };

        string tme = Admit(pod, Namespace(), Options).Pod["spec"]!["containers"]![1]!.ToJsonString();

        Assert.Contains("""{"name":"PODMIRROR_DEPLOYMENT_NAME","value":"shop"}""", tme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("night-29745120", "night")]
    [InlineData("night-1784707200", "night")]
    [InlineData("a-20-b-29745120", "a-20-b")]
    [InlineData("night", null)]
    [InlineData("-29745120", null)]
    [InlineData("29745120", null)]
    [InlineData("night-", null)]
    [InlineData("night-2974512", null)]
    [InlineData("night-297451200", null)]
    [InlineData("night-2974512a", null)]
    [InlineData("night29745120", null)]
    [InlineData("report-20260131", null)]
    [InlineData("report-00000000", null)]
    [InlineData("night-29745120-2", null)]
    public void A_cron_jobs_name_is_its_jobs_without_the_time(string job, string? expected)
    {
        JsonObject pod = Pod();
        pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "Job", ["name"] = job, ["controller"] = true });

        JsonArray environment = Admit(pod, Namespace(), Native).Pod["spec"]!["initContainers"]![0]!["env"]!.AsArray();

        string? ValueOf(string name) => environment.FirstOrDefault(one => one!["name"]!.GetValue<string>() == name)?["value"]!.GetValue<string>();
        Assert.Equal((job, expected), (ValueOf("PODMIRROR_JOB_NAME"), ValueOf("PODMIRROR_CRONJOB_NAME")));
    }

    [Theory]
    [InlineData("ReplicaSet", "shop-5d8f", "5d8f", "PODMIRROR_DEPLOYMENT_NAME", "shop")]
    [InlineData("ReplicaSet", "shop-5d8f", null, "PODMIRROR_DEPLOYMENT_NAME", "shop-5d8f")]
    [InlineData("StatefulSet", "db", null, "PODMIRROR_STATEFULSET_NAME", "db")]
    [InlineData("DaemonSet", "log", null, "PODMIRROR_DAEMONSET_NAME", "log")]
    public void The_workloads_name_is_told_without_asking_anybody(string kind, string name, string? hash, string variable, string expected)
    {
        JsonObject pod = Pod();
        pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = kind, ["name"] = name, ["controller"] = true });
        pod["metadata"]!["labels"] = hash is null ? null : new JsonObject { ["pod-template-hash"] = hash };

        JsonArray environment = Admit(pod, Namespace(), Options).Pod["spec"]!["containers"]![1]!["env"]!.AsArray();

        Assert.Contains(environment, one => one!["name"]!.GetValue<string>() == variable && one["value"]!.GetValue<string>() == expected);
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"app"}]}}""")]
    [InlineData("""{"metadata":null,"spec":{"containers":[{"name":"app"}],"initContainers":null,"imagePullSecrets":null}}""")]
    [InlineData("""{"metadata":{"annotations":null},"spec":{"containers":[]}}""")]
    [InlineData("""{"metadata":{"annotations":{"a/b~c":"1"}},"spec":{"containers":[7,null,{"name":3}]}}""")]
    public void Absent_and_null_parts_are_made(string json)
    {
        InjectionOptions options = Native with { ImagePullSecrets = ["pull"], Names = new InjectionNames { Prefix = "a~b/c" } };
        var facts = new NamespaceFacts(
            "shop", new Dictionary<string, string> { ["traceableai-inject-mirror"] = "enabled" },
            new Dictionary<string, string> { ["a~b/c/defaultInject"] = "true" });

        JsonNode pod = Admit(Json(json), facts, options).Pod;

        Assert.Equal(["tme", "mirror"], Names(pod, "initContainers"));
        Assert.Equal("pull", pod["spec"]!["imagePullSecrets"]![0]!["name"]!.GetValue<string>());
        Assert.Contains("\"injected\":true", pod["metadata"]!["annotations"]!["a~b/c/status"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_leaves_its_reason_and_nothing_else()
    {
        JsonObject pod = Pod();
        pod["spec"]!["hostNetwork"] = true;

        JsonNode admitted = Admit(pod, Namespace(), Options).Pod;

        Assert.Equal("""{"injected":false,"reason":"host_network"}""", admitted["metadata"]!["annotations"]![Status]!.GetValue<string>());
        admitted["metadata"]!.AsObject().Remove("annotations");
        Assert.True(JsonNode.DeepEquals(pod, admitted));
    }

    [Fact]
    public void The_container_that_kubectl_shows_is_the_applications_unless_somebody_chose()
    {
        const string key = "kubectl.kubernetes.io/default-container";

        Assert.Equal("app", Admit(Pod(), Namespace(), Options).Pod["metadata"]!["annotations"]![key]!.GetValue<string>());
        Assert.Equal("x", Admit(Pod((key, "x")), Namespace(), Options).Pod["metadata"]!["annotations"]![key]!.GetValue<string>());
    }

    private static string[] Names(JsonNode pod, string list) =>
        [.. pod["spec"]![list]!.AsArray().Select(container => container!["name"]!.GetValue<string>())];
}
