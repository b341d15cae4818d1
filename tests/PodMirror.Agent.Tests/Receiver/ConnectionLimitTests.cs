using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task What_comes_beyond_the_limit_is_closed_unread_and_counted_until_another_ends()
    {
        int refused = 0;
        List<ConnectionContext> served = [];
        var end = new TaskCompletionSource();
        ConnectionDelegate limited = new ConnectionLimit(2, 2, () => refused++).Around(connection =>
        {
            served.Add(connection);
            return end.Task;
        });
        ConnectionContext[] connections = [.. Enumerable.Range(0, 4).Select(_ => new DefaultConnectionContext())];

        Task[] first = [limited(connections[0]), limited(connections[1])];
        await limited(connections[2]);
        end.SetException(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(first));
        await Assert.ThrowsAsync<IOException>(() => limited(connections[3]));

        Assert.Equal([connections[0], connections[1], connections[3]], served);
        Assert.Equal(1, refused);
    }

    [Fact]
    public async Task One_address_never_has_all_and_others_are_served_beside_it()
    {
        int refused = 0;
        var end = new TaskCompletionSource();
        ConnectionDelegate limited = new ConnectionLimit(4, 3, () => refused++).Around(_ => end.Task);
        Task[] held = [.. Enumerable.Range(0, 3).Select(_ => limited(From("10.0.0.1")))];
        await limited(From("10.0.0.1"));
        Task other = limited(From("10.0.0.2"));
        Assert.Equal((1, false), (refused, other.IsCompleted));

        end.SetResult();
        await Task.WhenAll([.. held, other, limited(From("10.0.0.1"))]);
        Assert.Equal(1, refused);
    }

    private static DefaultConnectionContext From(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 4711) };

    [Fact]
    public async Task Whoever_holds_every_connection_of_one_listener_keeps_nobody_from_another()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        List<TcpClient> held = [];
        while (agent.App.Metrics.ConnectionsRefused[AgentListener.Web] == 0)
        {
            held.Add(new TcpClient());
            await held[^1].ConnectAsync(agent.App.EndPoint(AgentListener.Web));
            Assert.True(held.Count < 2000, "no connection was one too many");
        }

        await agent.SendAsync(TestRequest.Of(new TestSpan()));

        held.ForEach(client => client.Dispose());
        Assert.InRange(held.Count, AgentLimits.MaxConnectionsOfOne(AgentListener.Web) + 1, int.MaxValue);
        await TestAgent.UntilAsync(async () => await CanAskAsync(agent));
        Assert.InRange(await agent.MetricAsync("connections_refused_total", "web"), 1, double.PositiveInfinity);
    }

    private static async Task<bool> CanAskAsync(TestAgent agent)
    {
        try
        {
            _ = await agent.Client.GetStringAsync(new Uri(agent.Web, "/healthz"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
