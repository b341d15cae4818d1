using System.Net.Sockets;
using System.Text;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Receiver;

/// <summary>Requests as bytes on a connection, among them those that no client library sends.</summary>
public sealed class HttpFramingTests
{
    private const string Start = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n";
    private static readonly byte[] Request = TestRequest.Of(new TestSpan());

    public static TheoryData<string, byte[], string> Requests
    {
        get
        {
            string length = $"Content-Length: {Request.Length}\r\n";
            string chunk = $"{Request.Length:x}\r\n";
            return new()
            {
                { "a length", Join(Start, length, "\r\n", Request), "200" },
                { "chunks", Join(Start, "Transfer-Encoding: chunked\r\n\r\n", chunk, Request, "\r\n0\r\n\r\n"), "200" },
                { "many chunks", Join(Start, "Transfer-Encoding: chunked\r\n\r\n", Chunks(), "0\r\n\r\n"), "200" },
                { "chunks and trailers", Join(Start, "Transfer-Encoding: chunked\r\n\r\n", chunk, Request, "\r\n0\r\nX: y\r\n\r\n"), "200" },
                { "no body", Join(Start, "\r\n"), "200" },
                { "an empty body", Join(Start, "Content-Length: 0\r\n\r\n"), "200" },
                { "100-continue", Join(Start, length, "Expect: 100-continue\r\n\r\n", Request), "200" },
                { "HTTP/1.0", Join(Start.Replace("1.1", "1.0", StringComparison.Ordinal), length, "\r\n", Request), "200" },
                { "two requests at once", Join(Start, length, "\r\n", Request, Start, length, "\r\n", Request), "200 200" },
                { "a length too short", Join(Start, $"Content-Length: {Request.Length - 1}\r\n\r\n", Request, "\r\n"), "400 400" },
                { "a length that is none", Join(Start, "Content-Length: many\r\n\r\n", Request), "400" },
                { "a length below zero", Join(Start, "Content-Length: -1\r\n\r\n", Request), "400" },
                { "two lengths", Join(Start, length, "Content-Length: 1\r\n\r\n", Request), "400" },
                { "a length that says too much", Join(Start, "Content-Length: 4000000000\r\n\r\n"), "413" },
                { "a length beyond 64 bits", Join(Start, "Content-Length: 99999999999999999999\r\n\r\n"), "400" },
                { "a chunk without a size", Join(Start, "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "400" },
                { "an unknown transfer coding", Join(Start, "Transfer-Encoding: gzip\r\n\r\n"), "400" },
                { "no host", Join("POST /v1/traces HTTP/1.1\r\n\r\n"), "400" },
                { "no HTTP", Join("\u0016\u0003\u0001 hello\r\n\r\n"), "400" },
                { "a very long header field", Join(Start, $"X: {new string('x', 64 << 10)}\r\n\r\n"), "431" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task A_request_is_framed_as_HTTP_has_it_or_refused_and_the_service_goes_on(string name, byte[] bytes, string statuses)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        string got = await StatusesAsync(agent, bytes, statuses.Split(' ').Length);
        Assert.True(statuses == got, $"{name}: {got}");

        await agent.SendAsync(Request);
        await agent.SettleAsync();
        int taken = statuses.Split(' ').Count(status => status == "200");
        Assert.InRange(await agent.MetricAsync("spans_stored_total"), 1, 1 + taken);
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_asked_for_again_and_frees_what_it_held()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Http));
        await socket.GetStream().WriteAsync(Join(Start, "Content-Length: 1000\r\n\r\nslow"));

        // Kestrel cuts off below 240 bytes a second, after five seconds.
        string head = await ReadHeadAsync(socket.GetStream());

        Assert.StartsWith("HTTP/1.1 503", head, StringComparison.Ordinal);
        Assert.Contains($"Retry-After: {ReceiverLimits.RetryAfterSeconds}\r\n", head, StringComparison.Ordinal);
        Assert.Equal(1, await agent.MetricAsync("requests_refused_total", "overload"));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    private static async Task<string> StatusesAsync(TestAgent agent, byte[] bytes, int most)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Http));
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(bytes);
        var statuses = new List<string>();
        while (statuses.Count < most && await ReadHeadAsync(stream) is { Length: > 0 } head)
        {
            statuses.Add(head.Split(' ')[1]);
            if (head.Contains("Content-Length: ", StringComparison.Ordinal))
            {
                string length = head.Split("Content-Length: ")[1].Split('\r')[0];
                await stream.ReadExactlyAsync(new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)]);
            }
        }

        return string.Join(' ', statuses);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static byte[] Chunks() => [.. Request.SelectMany(one => (byte[])[(byte)'1', 13, 10, one, 13, 10])];

    private static byte[] Join(params object[] parts) =>
        [.. parts.SelectMany(part => part is byte[] bytes ? bytes : Encoding.Latin1.GetBytes((string)part))];
}
