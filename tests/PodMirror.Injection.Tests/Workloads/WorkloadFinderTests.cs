using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests.Workloads;

public sealed class WorkloadFinderTests
{
    [Theory]
    [InlineData("v1", "Pod", "")]
    [InlineData("v1", "ReplicationController", "spec.template")]
    [InlineData("v1", "PodTemplate", "template")]
    [InlineData("apps/v1", "Deployment", "spec.template")]
    [InlineData("extensions/v1beta1", "Deployment", "spec.template")]
    [InlineData("apps/v1beta2", "StatefulSet", "spec.template")]
    [InlineData("apps/v1", "DaemonSet", "spec.template")]
    [InlineData("apps/v1", "ReplicaSet", "spec.template")]
    [InlineData("batch/v1", "Job", "spec.template")]
    [InlineData("batch/v1beta1", "CronJob", "spec.jobTemplate.spec.template")]
    public void Every_kind_that_makes_pods_is_found_with_its_template(string apiVersion, string kind, string path)
    {
        JsonObject document = Nested(path, Json("""{"metadata":{"labels":{"here":"1"}}}"""));
        (document["apiVersion"], document["kind"]) = (apiVersion, kind);

        Workload workload = Assert.Single(WorkloadFinder.Find(document));

        Assert.Equal("1", workload.Pod!["metadata"]!["labels"]!["here"]!.GetValue<string>());
        Assert.Equal(kind, workload.Kind.Name);
    }

    [Theory]
    [InlineData("v1", "Service")]
    [InlineData("apps.openshift.io/v1", "DeploymentConfig")]
    [InlineData("apps.example/v1", "StatefulSet")]
    [InlineData("v1", "Deployment")]
    [InlineData("apps/v1", "Pod")]
    [InlineData(null, "Deployment")]
    [InlineData("v1", null)]
    public void Another_kind_or_the_same_word_in_another_group_is_none(string? apiVersion, string? kind) =>
        Assert.Empty(WorkloadFinder.Find(new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["spec"] = new JsonObject() }));

    [Fact]
    public void Items_of_lists_in_lists_are_found_in_their_order()
    {
        JsonNode list = Json("""
            {"apiVersion":"v1","kind":"List","items":[
              {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}},
              7, null, {"apiVersion":"v1","kind":"Service","metadata":{"name":"no"}},
              {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"b"}}]},
              {"apiVersion":"apps/v1","kind":"DeploymentList","items":[{"metadata":{"name":"c","namespace":"shop"}}]},
              {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"d-"}},
              {"apiVersion":"v1","kind":"Pod"}]}
            """);

        Workload[] found = [.. WorkloadFinder.Find(list)];

        Assert.Equal(["a", "b", "c", "d-*", "-"], found.Select(workload => workload.Name));
        Assert.Equal("shop", found[2].Namespace);
    }

    [Theory]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment"}""")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":[],"metadata":3}""")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":null},"metadata":{"name":7,"namespace":[]}}""")]
    public void A_workload_without_a_template_is_one_without_a_pod(string json)
    {
        Workload workload = Assert.Single(WorkloadFinder.Find(Json(json)));

        Assert.Null(workload.Pod);
        Assert.Equal(("-", null), (workload.Name, workload.Namespace));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"apiVersion":7,"kind":[]}""")]
    [InlineData("""{"apiVersion":"v1","kind":"List","items":{}}""")]
    public void What_is_no_object_of_kubernetes_has_no_workloads(string json) => Assert.Empty(WorkloadFinder.Find(JsonNode.Parse(json)));

    private static JsonObject Nested(string path, JsonObject innermost)
    {
        JsonObject node = innermost;
        foreach (string member in path.Split('.', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            node = new JsonObject { [member] = node };
        }

        return node;
    }
}
