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
        AddressSpread spread = Spread("127.0.0.1", "127.0.0.2", "127.0.0.3");

        List<string> reached = await ReachAsync(spread, port, 9);

        Assert.All(reached.CountBy(address => address), count => Assert.Equal(3, count.Value));
        Assert.Equal(3, reached.Distinct().Count());
    }

    [Fact]
    public async Task An_address_that_does_not_answer_is_passed_over()
    {
        using TcpListener two = Listen("127.0.0.2", 0);
        int port = ((IPEndPoint)two.LocalEndpoint).Port;
        AddressSpread spread = Spread("127.0.0.1", "127.0.0.2", "127.0.0.3");
        Assert.Equal(["127.0.0.2"], (await ReachAsync(spread, port, 6)).Distinct());
    }

    [Fact]
    public async Task Where_none_answers_the_fault_is_that_of_the_network()
    {
        using TcpListener gone = Listen("127.0.0.1", 0);
        int port = ((IPEndPoint)gone.LocalEndpoint).Port;
        gone.Stop();
        AddressSpread refused = Spread("127.0.0.1", "127.0.0.2");
        AddressSpread nowhere = Spread();
        SocketException fault = await Assert.ThrowsAsync<SocketException>(() => ReachAsync(refused, port, 1));
        Assert.Equal(SocketError.ConnectionRefused, fault.SocketErrorCode);
        fault = await Assert.ThrowsAsync<SocketException>(() => ReachAsync(nowhere, port, 1));
        Assert.Equal(SocketError.HostNotFound, fault.SocketErrorCode);
    }

    [Fact]
    public async Task Addresses_that_say_nothing_do_not_keep_a_connection_from_one_that_answers()
    {
        // A network that drops what is sent to it answers neither way: without the next in turn this test would never end.
        var network = new FakeNetwork("10.0.0.3");
        AddressSpread spread = network.Spread(TimeProvider.System, "10.0.0.1", "10.0.0.2", "10.0.0.3");

        for (int i = 0; i < 3; i++)
        {
            await using Stream stream = await spread.ConnectAsync(new DnsEndPoint("receivers", 4317), CancellationToken.None);
        }

        Assert.Equal(network.Tried.Count(address => address != "10.0.0.3"), network.CalledOff);
    }

    [Fact]
    public async Task An_address_that_did_not_answer_comes_last_for_a_while()
    {
        var clock = new ManualTime();
        var network = new FakeNetwork("10.0.0.2", "10.0.0.3") { Refusing = "10.0.0.1" };
        AddressSpread spread = network.Spread(clock, "10.0.0.1", "10.0.0.2", "10.0.0.3");
        await ConnectAsync(spread, 3);
        Assert.Single(network.Tried, "10.0.0.1");

        await ConnectAsync(spread, 6);
        Assert.Single(network.Tried, "10.0.0.1");
        Assert.All(network.Tried.Skip(network.Tried.Count - 6).CountBy(address => address), count => Assert.Equal(3, count.Value));

        clock.Advance(AddressSpread.Demotion);
        await ConnectAsync(spread, 3);
        Assert.Equal(2, network.Tried.Count(address => address == "10.0.0.1"));
    }

    [Fact]
    public async Task Calling_off_ends_all_attempts()
    {
        var network = new FakeNetwork();
        AddressSpread spread = network.Spread(TimeProvider.System, "10.0.0.1", "10.0.0.2");
        using var cancel = new CancellationTokenSource();
        Task<Stream> connecting = spread.ConnectAsync(new DnsEndPoint("receivers", 4317), cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Equal(network.Tried.Count, network.CalledOff);
    }

    private static async Task ConnectAsync(AddressSpread spread, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await using Stream stream = await spread.ConnectAsync(new DnsEndPoint("receivers", 4317), CancellationToken.None);
        }
    }

    private static AddressSpread Spread(params string[] addresses) =>
        new((_, _) => Task.FromResult(Addresses(addresses)), AddressSpread.ConnectAsync, TimeProvider.System);

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

    /// <summary>Some addresses answer, one may refuse, and all others say nothing until the attempt is called off.</summary>
    private sealed class FakeNetwork(params string[] answering)
    {
        public string? Refusing { get; init; }

        public List<string> Tried { get; } = [];

        public int CalledOff { get; private set; }

        public AddressSpread Spread(TimeProvider clock, params string[] addresses) =>
            new((_, _) => Task.FromResult(Addresses(addresses)), ConnectAsync, clock);

        private async Task<Stream> ConnectAsync(IPEndPoint to, CancellationToken cancellation)
        {
            string address = to.Address.ToString();
            Tried.Add(address);
            if (address == Refusing)
            {
                throw new SocketException((int)SocketError.ConnectionRefused);
            }

            if (!answering.Contains(address))
            {
                await using CancellationTokenRegistration off = cancellation.Register(() => CalledOff++);
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            return new MemoryStream();
        }
    }
}
