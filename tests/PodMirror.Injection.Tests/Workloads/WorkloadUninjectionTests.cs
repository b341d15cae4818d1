using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests.Workloads;

public sealed class WorkloadUninjectionTests
{
    private static readonly NamespaceAssumptions Assumed = new(Options.Names, mode: null);

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"app"}]}}""")]
    [InlineData("""{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"app"}],"initContainers":[{"name":"first"}]}}""")]
    [InlineData("""{"metadata":{"annotations":{"kubectl.kubernetes.io/default-container":"app"}},"spec":{"containers":[{"name":"app"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"app"}],"imagePullSecrets":[{"name":"own"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"app"}],"imagePullSecrets":[{"name":"pull"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"app"}],"volumes":[{"name":"podmirror-credentials"}]}}""")]
    public void What_was_added_is_taken_back_and_nothing_else(string pod)
    {
        foreach (InjectionOptions form in new[] { Options, Native })
        {
            InjectionOptions options = form with { ImagePullSecrets = ["pull"], TmeCredentials = new() { TokenSecret = "sender" } };
            JsonObject document = Document(pod);
            JsonNode before = document.DeepClone();
            Assert.True(WorkloadInjection.Inject(Only(document), Assumed.Of(null), options).IsChanged);

            WorkloadOutcome outcome = WorkloadUninjection.Uninject(Only(document), Options with { Image = "another" });

            Assert.Equal((true, "uninjected"), (outcome.IsChanged, outcome.Reason));
            Assert.True(JsonNode.DeepEquals(before, document), document.ToJsonString());
        }
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"app"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"mirror","image":"busybox"},{"name":"tme","image":"busybox"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"mirror","image":"registry.example/podmirror:0"}]}}""")]
    [InlineData("""{"spec":{"containers":[null,7,{"name":[]}],"initContainers":{}}}""")]
    [InlineData("""{"spec":null}""")]
    public void What_has_nothing_of_ours_stays_as_it_is(string pod)
    {
        JsonObject document = Document(pod);
        JsonNode before = document.DeepClone();

        WorkloadOutcome outcome = WorkloadUninjection.Uninject(Only(document), Options);

        Assert.Equal((false, "not_injected"), (outcome.IsChanged, outcome.Reason));
        Assert.True(JsonNode.DeepEquals(before, document));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","metadata":{"annotations":{"mirror.traceable.ai/status":"{"}}""")]
    [InlineData(""","metadata":{"annotations":{"mirror.traceable.ai/status":"7"}}""")]
    [InlineData(""","metadata":{"annotations":{"mirror.traceable.ai/status":"{\"injected\":[],\"pullSecrets\":7,\"defaultContainer\":{}}"}}""")]
    public void Without_a_status_that_can_be_read_the_image_tells_what_is_ours(string metadata)
    {
        const string ours =
            """{"name":"tme","image":"registry.example/podmirror:0"},{"name":"mirror","image":"registry.example/podmirror@sha256:00"}""";
        JsonObject document = Document("""{"spec":{"containers":[{"name":"app"},""" + ours + "]}" + metadata + "}");

        Assert.True(WorkloadUninjection.Uninject(Only(document), Options).IsChanged);
        Assert.True(JsonNode.DeepEquals(Document("""{"spec":{"containers":[{"name":"app"}]}}"""), document), document.ToJsonString());
    }

    [Fact]
    public void The_status_of_a_refusal_is_taken_back_and_a_container_of_that_name_is_not()
    {
        JsonObject document = Document("""
            {"metadata":{"annotations":{"mirror.traceable.ai/status":"{\"injected\":false,\"reason\":\"container_name_taken\"}"}},
             "spec":{"containers":[{"name":"mirror","image":"busybox"}]}}
            """);

        Assert.True(WorkloadUninjection.Uninject(Only(document), Options).IsChanged);
        Assert.True(JsonNode.DeepEquals(Document("""{"spec":{"containers":[{"name":"mirror","image":"busybox"}]}}"""), document));
    }

    [Fact]
    public void A_volume_that_somebody_else_mounts_since_stays()
    {
        JsonObject document = Document("""{"spec":{"containers":[{"name":"app"}]}}""");
        InjectionOptions options = Options with { TmeCredentials = new() { TokenSecret = "sender" } };
        Assert.True(WorkloadInjection.Inject(Only(document), Assumed.Of(null), options).IsChanged);
        JsonNode spec = document["spec"]!["template"]!["spec"]!;
        spec["containers"]![0]!["volumeMounts"] = JsonNode.Parse("""[{"name":"podmirror-credentials","mountPath":"/x"}]""");

        Assert.True(WorkloadUninjection.Uninject(Only(document), options).IsChanged);
        Assert.Equal("podmirror-credentials", (string?)Assert.Single(spec["volumes"]!.AsArray())!["name"]);
    }

    [Fact]
    public void A_default_container_that_somebody_chose_since_is_theirs()
    {
        const string key = "kubectl.kubernetes.io/default-container";
        JsonObject document = Document("""{"spec":{"containers":[{"name":"app"},{"name":"other"}]}}""");
        WorkloadInjection.Inject(Only(document), Assumed.Of(null), Options);
        document["spec"]!["template"]!["metadata"]!["annotations"]![key] = "other";

        WorkloadUninjection.Uninject(Only(document), Options);

        Assert.Equal("other", document["spec"]!["template"]!["metadata"]!["annotations"]![key]!.GetValue<string>());
    }

    private static Workload Only(JsonObject document) => Assert.Single(WorkloadFinder.Find(document));

    private static JsonObject Document(string pod) =>
        new() { ["apiVersion"] = "apps/v1", ["kind"] = "DaemonSet", ["spec"] = new JsonObject { ["template"] = Json(pod) } };
}
