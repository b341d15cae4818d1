namespace PodMirror.Spans.Tests;

public sealed class ResourceAttributesTests
{
    [Fact]
    public void The_downward_api_names_the_pod_and_the_service()
    {
        IReadOnlyDictionary<string, string> attributes = From(
            ("POD_NAME", "shop-1"), ("POD_NAMESPACE", "prod"), ("POD_UID", "u"), ("NODE_NAME", "n"));

        Assert.Equal("shop-1", attributes["k8s.pod.name"]);
        Assert.Equal("prod", attributes["k8s.namespace.name"]);
        Assert.Equal("u", attributes["k8s.pod.uid"]);
        Assert.Equal("n", attributes["k8s.node.name"]);
        Assert.Equal("shop-1", attributes["service.name"]);
        Assert.Equal("prod", attributes["service.namespace"]);
        Assert.Equal("prod.shop-1", attributes["service.instance.id"]);
        Assert.Equal("podmirror", attributes["telemetry.distro.name"]);
    }

    [Fact]
    public void Opentelemetrys_own_variables_win()
    {
        IReadOnlyDictionary<string, string> attributes = From(
            ("POD_NAME", "shop-1"), ("PODMIRROR_SERVICE_NAME", "a"), ("OTEL_SERVICE_NAME", "c"),
            ("OTEL_RESOURCE_ATTRIBUTES", "service.name=b, deployment.environment.name=a%2Cb,empty=,"));

        Assert.Equal("c", attributes["service.name"]);
        Assert.Equal("a,b", attributes["deployment.environment.name"]);
        Assert.DoesNotContain("empty", attributes.Keys);
    }

    [Theory]
    [InlineData("a=1,broken")]
    [InlineData("a=1,=x")]
    [InlineData("a=1,b=%zz")]
    [InlineData("a=1,b=%2")]
    public void A_list_with_one_wrong_pair_is_left_out_as_a_whole_with_a_warning(string list)
    {
        Assert.DoesNotContain("a", From(("OTEL_RESOURCE_ATTRIBUTES", list)).Keys);
        Assert.StartsWith("OTEL_RESOURCE_ATTRIBUTES is left out", ResourceAttributes.Warning(_ => list), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_can_be_read_or_is_not_there_is_no_cause_for_a_warning()
    {
        Assert.Null(ResourceAttributes.Warning(_ => "a=1,b=%2C"));
        Assert.Null(ResourceAttributes.Warning(_ => null));
    }

    [Fact]
    public void Runs_of_a_cron_job_are_one_service()
    {
        IReadOnlyDictionary<string, string> attributes = From(("PODMIRROR_CRONJOB_NAME", "night"), ("PODMIRROR_JOB_NAME", "night-29745120"));

        Assert.Equal("night", attributes["service.name"]);
        Assert.Equal(("night", "night-29745120"), (attributes["k8s.cronjob.name"], attributes["k8s.job.name"]));
    }

    [Fact]
    public void Nothing_known_is_an_unknown_service() => Assert.Equal("unknown_service:podmirror", From()["service.name"]);

    private static IReadOnlyDictionary<string, string> From(params (string Name, string Value)[] variables) =>
        ResourceAttributes.FromEnvironment(name => variables.FirstOrDefault(pair => pair.Name == name).Value);
}
