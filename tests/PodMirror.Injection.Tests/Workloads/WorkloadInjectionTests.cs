using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests.Workloads;

public sealed class WorkloadInjectionTests
{
    private static readonly NamespaceAssumptions Assumed = new(Options.Names, mode: null);

    [Fact]
    public void The_template_gets_what_the_webhook_would_give_its_pod()
    {
        JsonObject deployment = Deployment("{}");
        JsonObject pod = Pod();
        pod["metadata"] = Json("""
            {"ownerReferences":[{"kind":"ReplicaSet","name":"shop-5d8f","controller":true}],"labels":{"pod-template-hash":"5d8f"}}
            """);

        WorkloadOutcome outcome = Inject(deployment);

        Assert.Equal((true, "injected"), (outcome.IsChanged, outcome.Reason));
        JsonNode template = deployment["spec"]!["template"]!;
        JsonNode admitted = Admit(pod, Namespace(), Options).Pod;
        Assert.True(JsonNode.DeepEquals(admitted["spec"], template["spec"]), template.ToJsonString());
        Assert.True(JsonNode.DeepEquals(admitted["metadata"]!["annotations"], template["metadata"]!["annotations"]));
        Assert.Null(template["metadata"]!["ownerReferences"]);
    }

    [Theory]
    [InlineData("apps/v1", "StatefulSet", "PODMIRROR_STATEFULSET_NAME")]
    [InlineData("apps/v1", "DaemonSet", "PODMIRROR_DAEMONSET_NAME")]
    [InlineData("apps/v1", "Deployment", "PODMIRROR_DEPLOYMENT_NAME")]
    [InlineData("batch/v1", "Job", "PODMIRROR_JOB_NAME")]
    public void The_workloads_name_is_told_to_tme(string apiVersion, string kind, string variable)
    {
        JsonObject document = Deployment("{}");
        (document["apiVersion"], document["kind"]) = (apiVersion, kind);

        WorkloadInjection.Inject(Only(document), Assumed.Of(null), Native);

        JsonArray environment = document["spec"]!["template"]!["spec"]!["initContainers"]![0]!["env"]!.AsArray();
        Assert.Contains(environment, one => one!["name"]!.GetValue<string>() == variable && one["value"]!.GetValue<string>() == "shop");
    }

    [Fact]
    public void A_cron_jobs_pods_are_to_end_and_their_jobs_name_is_not_known()
    {
        JsonObject cron = Json("""
            {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"night"},
             "spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"app"}]}}}}}}
            """);

        Assert.Equal("would_never_complete", WorkloadInjection.Inject(Only(cron), Assumed.Of(null), Options).Reason);
        Assert.Equal("injected", WorkloadInjection.Inject(Only(cron), Assumed.Of(null), Native).Reason);
        Assert.DoesNotContain("PODMIRROR_JOB_NAME", cron.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("""{"name":"PODMIRROR_CRONJOB_NAME","value":"night"}""", cron.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"metadata":{"annotations":{"mirror.traceable.ai/inject":"false"}}}""", "opted_out")]
    [InlineData("""{"metadata":{"annotations":{"mirror.traceable.ai/inject":false}}}""", "opted_out")]
    [InlineData("""{"spec":{"hostNetwork":true,"containers":[{"name":"app"}]}}""", "host_network")]
    [InlineData("""{"spec":null}""", "malformed")]
    public void A_workload_that_is_refused_stays_as_it_is(string change, string reason)
    {
        JsonObject deployment = Deployment(change);
        JsonNode before = deployment.DeepClone();

        WorkloadOutcome outcome = Inject(deployment);

        Assert.Equal((false, reason), (outcome.IsChanged, outcome.Reason));
        Assert.True(JsonNode.DeepEquals(before, deployment));
    }

    [Fact]
    public void Twice_is_once_for_a_workload()
    {
        JsonObject deployment = Deployment("{}");
        Inject(deployment);
        JsonNode once = deployment.DeepClone();

        Assert.Equal("already_injected", Inject(deployment).Reason);
        Assert.True(JsonNode.DeepEquals(once, deployment));
    }

    [Fact]
    public void What_was_injected_with_another_image_is_injected_already()
    {
        JsonObject deployment = Deployment("{}");
        Inject(deployment);
        JsonNode once = deployment.DeepClone();

        InjectionOptions other = Options with { Image = "registry.example/other:2" };
        Assert.Equal("already_injected", WorkloadInjection.Inject(Only(deployment), Assumed.Of(null), other).Reason);
        Assert.True(JsonNode.DeepEquals(once, deployment));
    }

    [Theory]
    [InlineData("""{"annotations":null}""")]
    [InlineData("null")]
    [InlineData("""{"annotations":{}}""")]
    public void Absent_and_null_metadata_of_a_template_are_made(string metadata)
    {
        JsonObject deployment = Deployment("""{"metadata":""" + metadata + "}");

        Assert.True(Inject(deployment).IsChanged);
        Assert.NotNull(deployment["spec"]!["template"]!["metadata"]!["annotations"]![Status]);
    }

    [Fact]
    public void An_annotation_on_the_workload_instead_of_its_template_is_a_warning_that_says_where_it_belongs()
    {
        JsonObject deployment = Deployment("{}");
        deployment["metadata"]!["annotations"] = new JsonObject { [InjectKey] = "false", ["other/x"] = "1" };

        WorkloadOutcome outcome = Inject(deployment);

        Assert.True(outcome.IsChanged);
        Assert.Equal(
            "the annotation mirror.traceable.ai/inject of the Deployment means nothing where it is; it belongs to spec.template.metadata.annotations",
            Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void The_annotations_that_a_cron_job_gives_its_jobs_are_not_its_pods()
    {
        JsonObject cron = Json("""
            {"apiVersion":"batch/v1","kind":"CronJob",
             "spec":{"jobTemplate":{"metadata":{"annotations":{"mirror.traceable.ai/mode":"egress"}},"spec":{"template":{"spec":{"containers":[]}}}}}}
            """);

        Assert.Contains("spec.jobTemplate.spec.template.metadata.annotations", Assert.Single(Inject(cron).Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "the annotation a/b has a value without quotes, which the API server refuses; write \"true\"")]
    [InlineData("8080", "the annotation a/b has a value without quotes, which the API server refuses; write \"8080\"")]
    public void A_value_without_quotes_is_a_warning_that_says_what_to_write(string value, string expected)
    {
        JsonObject deployment = Deployment("""{"metadata":{"annotations":{"a/b":""" + value + "}}}");

        Assert.Equal(expected, Assert.Single(Inject(deployment).Warnings));
    }

    [Fact]
    public void An_unquoted_value_of_ours_counts_as_it_was_meant_and_stays_as_it_was_written()
    {
        JsonObject deployment = Deployment("""{"metadata":{"annotations":{"mirror.traceable.ai/inject":true}}}""");

        WorkloadOutcome outcome = Inject(deployment);

        Assert.True(outcome.IsChanged);
        Assert.Contains("write \"true\"", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.True(deployment["spec"]!["template"]!["metadata"]!["annotations"]![InjectKey]!.GetValue<bool>());
    }

    [Fact]
    public void What_manifests_say_of_a_namespace_counts_but_not_whether_it_takes_part()
    {
        var assumed = new NamespaceAssumptions(Options.Names, mode: null);
        assumed.Add(Json("""
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","labels":{"pod-security.kubernetes.io/enforce":"baseline"},
             "annotations":{"mirror.traceable.ai/defaultInject":"false","mirror.traceable.ai/defaultMode":"egress"}}}
            """));
        assumed.Add(Json("""
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"default","annotations":{"mirror.traceable.ai/defaultMode":"both"}}}
            """));

        Assert.Equal(InjectionReason.PodSecurity, InjectionRules.Decide(View(Pod()), assumed.Of("shop"), Options).Reason);
        Assert.Equal("egress", assumed.Of("shop").Annotations[DefaultMode]);
        Assert.Equal(InjectionReason.Injected, InjectionRules.Decide(View(Pod()), assumed.Of(null), Options).Reason);
        Assert.Equal(InjectionReason.ExcludedNamespace, InjectionRules.Decide(View(Pod()), assumed.Of("kube-system"), Options).Reason);
    }

    [Fact]
    public void A_mode_that_was_asked_for_wins_over_the_namespaces_and_loses_to_the_pods()
    {
        var assumed = new NamespaceAssumptions(Options.Names, MirrorMode.Egress);

        Assert.Equal(MirrorMode.Egress, InjectionRules.Decide(View(Pod()), assumed.Of(null), Options).Mode);
        Assert.Equal(MirrorMode.Ingress, InjectionRules.Decide(View(Pod((Mode, "ingress"))), assumed.Of(null), Options).Mode);
    }

    private const string InjectKey = Sample.Inject;

    private static WorkloadOutcome Inject(JsonObject document) => WorkloadInjection.Inject(Only(document), Assumed.Of(null), Options);

    private static Workload Only(JsonObject document) => Assert.Single(WorkloadFinder.Find(document));

    private static JsonObject Deployment(string change)
    {
        JsonObject deployment = Json("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"shop"},
             "spec":{"template":{"spec":{"containers":[{"name":"app","image":"nginx"}]}}}}
            """);
        foreach ((string key, JsonNode? value) in Json(change))
        {
            deployment["spec"]!["template"]![key] = value?.DeepClone();
        }

        return deployment;
    }
}
