using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PodMirror.Agent.Tests.Receiver;

/// <summary>Calls as HTTP/2 has them, among them those that no client library makes.</summary>
public sealed class GrpcFramingTests
{
    private static readonly byte[] Request = RawCall.Message(TestRequest.Of(new TestSpan()));

    public static TheoryData<string, byte[], string, string, string, string> Calls => new()
    {
        { "a message", Request, "", "", "0", "" },
        { "with its subtype", Request, "Content-Type", "application/grpc+proto", "0", "" },
        { "identity", Request, "grpc-encoding", "identity", "0", "" },
        { "an empty message", RawCall.Message([]), "", "", "0", "" },
        { "no message", [], "", "", "13", "bad_encoding" },
        { "half a head", Request[..3], "", "", "13", "bad_encoding" },
        { "a message that was cut off", Request[..^1], "", "", "13", "bad_encoding" },
        { "two messages", [.. Request, .. Request], "", "", "13", "bad_encoding" },
        { "a flag that is none", [2, .. Request[1..]], "", "", "3", "bad_encoding" },
        { "compressed without a coding", [1, .. Request[1..]], "", "", "13", "bad_encoding" },
        { "compressed as identity", [1, .. Request[1..]], "grpc-encoding", "identity", "13", "bad_encoding" },
        { "a length of 4 GiB", [0, 0xFF, 0xFF, 0xFF, 0xFF, 0], "", "", "8", "too_large" },
        { "no protobuf", RawCall.Message([0xFF, 0xFF]), "", "", "3", "bad_protobuf" },
        { "UTF-8 that is none", RawCall.Message(TestRequest.Of(new TestSpan { Tail = Proto.Message(5, [0xFF]) })), "", "", "3", "bad_protobuf" },
        { "another content type", Request, "Content-Type", "text/plain", "415", "unsupported_media_type" },
        { "JSON", Request, "Content-Type", "application/json", "415", "unsupported_media_type" },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task A_call_is_framed_as_gRPC_has_it_or_refused_and_the_service_goes_on(
        string name, byte[] body, string header, string value, string status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await RawCall.SendAsync(agent, body, header.Length > 0 ? [(header, value)] : []);
        await answer.Content.ReadAsByteArrayAsync();
        string got = answer.StatusCode == HttpStatusCode.OK ? RawCall.StatusOf(answer) ?? "none" : $"{(int)answer.StatusCode}";
        Assert.True(status == got, $"{name}: {got}");
        if (reason.Length > 0)
        {
            await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_refused_total", $"protocol=\"grpc\",reason=\"{reason}\"") == 1);
        }

        using HttpResponseMessage next = await RawCall.SendAsync(agent, Request);
        await next.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", RawCall.StatusOf(next));
        await agent.SettleAsync();
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task HTTP_1_is_told_that_it_came_to_the_wrong_port()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Grpc));
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /v1/traces HTTP/1.1\r\nHost: x\r\n\r\n"));
        byte[] answer = new byte[12];
        await socket.GetStream().ReadExactlyAsync(answer);
        Assert.Equal("HTTP/1.1 400", Encoding.ASCII.GetString(answer));
    }
}
