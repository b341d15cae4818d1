using System.Net;
using System.Net.Sockets;

namespace PodMirror.Spans.Tests;

public sealed class AddressSpreadTests
{
    [Fact]
    public async Task Connections_go_to_the_addresses_of_a_name_in_turn()
    {
        using TcpListener one = Listen("127.0.0.1", 0);
        int port = ((IPEndPoint)one.LocalEndpoint).Port;
        using TcpListener two = Listen("127.0.0.2", port);
        using TcpListener three = Listen("127.0.0.3", port);
        var spread = new AddressSpread((_, _) => Task.FromResult(Addresses("127.0.0.1", "127.0.0.2", "127.0.0.3")));

        List<string> reached = await ReachAsync(spread, port, 9);

        Assert.All(reached.CountBy(address => address), count => Assert.Equal(3, count.Value));
        Assert.Equal(3, reached.Distinct().Count());
    }

    [Fact]
    public async Task An_address_that_does_not_answer_is_passed_over()
    {
        using TcpListener two = Listen("127.0.0.2", 0);
        int port = ((IPEndPoint)two.LocalEndpoint).Port;
        var spread = new AddressSpread((_, _) => Task.FromResult(Addresses("127.0.0.1", "127.0.0.2", "127.0.0.3")));
        Assert.Equal(["127.0.0.2"], (await ReachAsync(spread, port, 6)).Distinct());
    }

    [Fact]
    public async Task Where_none_answers_the_fault_is_that_of_the_network()
    {
        using TcpListener gone = Listen("127.0.0.1", 0);
        int port = ((IPEndPoint)gone.LocalEndpoint).Port;
        gone.Stop();
        var refused = new AddressSpread((_, _) => Task.FromResult(Addresses("127.0.0.1", "127.0.0.2")));
        var nowhere = new AddressSpread((_, _) => Task.FromResult(Array.Empty<IPAddress>()));
        SocketException fault = await Assert.ThrowsAsync<SocketException>(() => ReachAsync(refused, port, 1));
        Assert.Equal(SocketError.ConnectionRefused, fault.SocketErrorCode);
        fault = await Assert.ThrowsAsync<SocketException>(() => ReachAsync(nowhere, port, 1));
        Assert.Equal(SocketError.HostNotFound, fault.SocketErrorCode);
    }

    private static async Task<List<string>> ReachAsync(AddressSpread spread, int port, int times)
    {
        var reached = new List<string>();
        for (int i = 0; i < times; i++)
        {
            await using Stream stream = await spread.ConnectAsync(new DnsEndPoint("receivers", port), CancellationToken.None);
            reached.Add(((IPEndPoint)((NetworkStream)stream).Socket.RemoteEndPoint!).Address.MapToIPv4().ToString());
        }

        return reached;
    }

    private static TcpListener Listen(string address, int port)
    {
        var listener = new TcpListener(IPAddress.Parse(address), port);
        listener.Start();
        return listener;
    }

    private static IPAddress[] Addresses(params string[] addresses) => [.. addresses.Select(IPAddress.Parse)];
}
