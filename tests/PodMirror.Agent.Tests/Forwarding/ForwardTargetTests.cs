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
}
