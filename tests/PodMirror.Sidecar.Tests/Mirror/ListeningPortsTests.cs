using System.Net;
using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class ListeningPortsTests : IDisposable
{
    private const string Heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private const string Rest = " 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0\n";

    private readonly DirectoryInfo _net = Directory.CreateTempSubdirectory("podmirror-ports-");
    private readonly ManualTime _time = new();

    public void Dispose() => _net.Delete(recursive: true);

    [Fact]
    public void A_socket_listens_at_its_address_and_no_other()
    {
        Write("tcp", Heading + "   0: 0200000A:1F90 00000000:0000 0A" + Rest);
        ListeningPorts ports = Open();

        Assert.True(ports.IsListening(At("10.0.0.2", 8080)));
        Assert.False(ports.IsListening(At("10.0.0.3", 8080)));
        Assert.False(ports.IsListening(At("10.0.0.2", 8081)));
    }

    [Fact]
    public void A_wildcard_stands_for_the_addresses_of_this_namespace_only()
    {
        Write("tcp", Heading + "   0: 00000000:1F90 00000000:0000 0A" + Rest);
        Write(
            "fib_trie",
            "Main:\n  +-- 0.0.0.0/0 3 0 5\nLocal:\n        |-- 10.0.0.2\n           /32 host LOCAL\n"
                + "        |-- 10.0.0.255\n           /32 link BROADCAST\n");
        ListeningPorts ports = Open();

        Assert.True(ports.IsListening(At("10.0.0.2", 8080)));
        Assert.True(ports.IsListening(At("127.0.0.1", 8080)));
        Assert.False(ports.IsListening(At("10.0.0.255", 8080)));
        Assert.False(ports.IsListening(At("93.184.216.34", 8080)));
        Assert.False(ports.IsListening(At("fd00::2", 8080)));
    }

    [Fact]
    public void A_wildcard_of_IPv6_stands_for_both_versions()
    {
        Write("tcp6", Heading + "   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A" + Rest);
        Write("fib_trie", "        |-- 10.0.0.2\n           /32 host LOCAL\n");
        Write("if_inet6", "fd000000000000000000000000000002 02 40 00 80     eth0\n");
        ListeningPorts ports = Open();

        Assert.True(ports.IsListening(At("fd00::2", 80)));
        Assert.True(ports.IsListening(At("10.0.0.2", 80)));
        Assert.True(ports.IsListening(At("::1", 80)));
        Assert.False(ports.IsListening(At("fd00::3", 80)));
    }

    [Fact]
    public void An_IPv6_address_is_read_in_the_order_of_the_kernel()
    {
        Write("tcp6", Heading + "   0: 0000D7FD000000000000000002000000:0050 00000000000000000000000000000000:0000 0A" + Rest);
        Assert.True(Open().IsListening(At("fdd7::2", 80)));
    }

    [Fact]
    public void A_mapped_address_is_an_IPv4_one()
    {
        Write("tcp6", Heading + "   0: 0000000000000000FFFF00000200000A:0050 00000000000000000000000000000000:0000 0A" + Rest);
        Assert.True(Open().IsListening(At("10.0.0.2", 80)));
    }

    [Fact]
    public void Without_a_list_of_addresses_a_wildcard_stands_for_all()
    {
        Write("tcp", Heading + "   0: 00000000:1F90 00000000:0000 0A" + Rest);
        Assert.True(Open().IsListening(At("93.184.216.34", 8080)));
    }

    [Fact]
    public void Connections_are_no_listeners_and_end_the_list()
    {
        Write("tcp", Heading
            + "   0: 0100007F:0001 00000000:0000 0A" + Rest
            + "   1: 0100007F:0002 0100007F:8888 03" + Rest
            + "   2: 0100007F:0003 00000000:0000 0A" + Rest
            + "   3: 0100007F:0004 0100007F:8888 01" + Rest
            + "   4: 0100007F:0005 00000000:0000 0A" + Rest);
        ListeningPorts ports = Open();

        Assert.Equal([1, 3], Enumerable.Range(1, 5).Where(port => ports.IsListening(At("127.0.0.1", port))));
    }

    [Fact]
    public void An_unknown_endpoint_is_looked_up_again_after_a_second_and_not_before()
    {
        Write("tcp", Heading);
        ListeningPorts ports = Open();
        Assert.False(ports.IsListening(At("127.0.0.1", 80)));

        Write("tcp", Heading + "   0: 0100007F:0050 00000000:0000 0A" + Rest);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(ports.IsListening(At("127.0.0.1", 80)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(ports.IsListening(At("127.0.0.1", 80)));
    }

    [Fact]
    public void Without_the_files_nothing_listens() => Assert.False(Open().IsListening(At("127.0.0.1", 80)));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("   0: 0100007F:0050")]
    [InlineData("   0: 0100007F0050 x 0A\n")]
    [InlineData("   0: 0100007F:FFFFF 00000000:0000 0A \n")]
    [InlineData("   0: 01Z0007F:0050 00000000:0000 0A \n")]
    [InlineData("   0: 0100007F:0050 00000000:0000 QQ \n")]
    public void Text_of_another_shape_says_nothing(string text)
    {
        Write("tcp", text);
        Write("fib_trie", text);
        Write("if_inet6", text);
        Assert.False(Open().IsListening(At("127.0.0.1", 80)));
    }

    [Fact]
    public void A_file_longer_than_the_buffer_is_read_to_its_last_listener()
    {
        var text = new StringBuilder(Heading);
        for (int port = 1; port <= 2000; port++)
        {
            text.Append($"{port,4}: 0100007F:{port:X4} 00000000:0000 0A" + Rest);
        }

        Write("tcp", text.ToString());
        Assert.True(Open().IsListening(At("127.0.0.1", 2000)));
    }

    [Fact]
    public void The_real_files_know_a_real_listener()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.True(new ListeningPorts(ListeningPorts.ThreadNet, _time).IsListening(At("127.0.0.1", port)));
    }

    private static IpEndpoint At(string address, int port) => IpEndpoint.From(IPAddress.Parse(address), port);

    private ListeningPorts Open() => new(_net.FullName, _time);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_net.FullName, name), text);
}
