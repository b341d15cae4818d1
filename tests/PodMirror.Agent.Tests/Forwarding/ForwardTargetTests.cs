using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Forwarding;

public sealed class ForwardTargetTests
{
    [Theory]
    [InlineData("http://tempo:4318", "HttpProtobuf", "http://tempo:4318/v1/traces")]
    [InlineData("http://tempo:4318/", "HttpProtobuf", "http://tempo:4318/v1/traces")]
    [InlineData("https://api.example/otlp/v1/traces?team=a", "HttpProtobuf", "https://api.example/otlp/v1/traces?team=a")]
    [InlineData("grpc://tempo:4317", "Grpc", "http://tempo:4317/")]
    [InlineData("grpcs://tempo:4317/", "Grpc", "https://tempo:4317/")]
    [InlineData("http://[::1]:4318", "HttpProtobuf", "http://[::1]:4318/v1/traces")]
    public void A_target_is_read_with_its_protocol(string text, string protocol, string endpoint)
    {
        Assert.True(ForwardTarget.TryParse(text, out ForwardTarget? target));
        Assert.Equal((protocol, endpoint), (target!.Protocol.ToString(), target.Endpoint.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tempo:4317")]
    [InlineData("tempo")]
    [InlineData("ftp://tempo")]
    [InlineData("http://")]
    [InlineData("http://user:password@tempo:4318")]
    [InlineData("grpc://tempo")]
    [InlineData("grpc://tempo:4317/path")]
    [InlineData("http://tempo/#x")]
    public void What_is_no_target_is_not_read(string text) => Assert.False(ForwardTarget.TryParse(text, out _));

    [Fact]
    public void The_name_of_a_target_holds_no_query()
    {
        Assert.True(ForwardTarget.TryParse("https://api.example/v1/traces?key=secret", out ForwardTarget? target));
        Assert.Equal("https://api.example/v1/traces", target!.Name);
    }

    [Fact]
    public void Targets_that_differ_in_their_query_alone_have_names_and_queues_of_their_own()
    {
        IReadOnlyList<ForwardTarget> targets = ForwardTarget.Distinct(
            [Read("http://b:1?team=a"), Read("http://b:1?team=b"), Read("http://b:1?team=a"), Read("grpc://b:1"), Read("http://c:1?team=a")]);

        Assert.Equal(
            ["http://b:1/v1/traces", "http://b:1/v1/traces (2)", "http://b:1/", "http://c:1/v1/traces"], targets.Select(target => target.Name));
        Assert.Equal(4, targets.Select(target => target.QueueName).Distinct().Count());

        // Its place in the queue is its own, wherever it stands on the command line.
        Assert.Equal(Read("http://b:1?team=b").QueueName, targets[1].QueueName);
    }

    [Fact]
    public async Task Two_of_them_are_two_series_of_one_metric()
    {
        IReadOnlyList<ForwardTarget> targets = ForwardTarget.Distinct([Read("http://127.0.0.1:1?team=a"), Read("http://127.0.0.1:1?team=b")]);
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { Forward = targets, Grace = TimeSpan.FromMilliseconds(500) });
        string[] lines = [.. (await agent.Client.GetStringAsync(new Uri(agent.Web, "/metrics"))).Split('\n').Where(line => !line.StartsWith('#'))];
        string[] series = [.. lines.Where(line => line.Length > 0).Select(line => line[..line.LastIndexOf(' ')])];
        Assert.Equal(series.Length, series.Distinct().Count());
    }

    private static ForwardTarget Read(string text)
    {
        Assert.True(ForwardTarget.TryParse(text, out ForwardTarget? target));
        return target!;
    }
}
