using System.Net;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests;

public sealed class PacketRingTests : LiveTest
{
    [Fact]
    public async Task Every_packet_on_lo_is_seen_once()
    {
        using var network = new PodNetwork();
        using var reader = new RingReader(network.Pod);
        await using var server = new HttpServer(network.Pod, IPAddress.Loopback);
        using HttpClient client = PodNetwork.Client(network.Pod);

        await Traffic.CallAsync(client, $"http://127.0.0.1:{server.Port}/", 20, 1000, 3000);

        List<Seen> seen = reader.Finish();
        AssertWhole(seen, server.Port, 20 * HttpServer.AnswerBytes(3000));
        Assert.All(seen, packet => Assert.Equal(PacketOrigin.Incoming, packet.Origin));
    }

    [Theory]
    [InlineData("10.77.0.2")]
    [InlineData("fd77::2")]
    public async Task Every_packet_on_a_veth_is_seen_once_and_tells_ingress_from_egress(string address)
    {
        using var network = new PodNetwork();
        using var reader = new RingReader(network.Pod);
        await using var server = new HttpServer(network.Pod, IPAddress.Parse(address));
        using HttpClient client = PodNetwork.Client(network.Outside);

        await Traffic.CallAsync(client, $"http://{new IPEndPoint(IPAddress.Parse(address), server.Port)}/", 20, 1000, 3000);

        List<Seen> seen = reader.Finish();
        AssertWhole(seen, server.Port, 20 * HttpServer.AnswerBytes(3000));
        Assert.All(seen, packet => Assert.Equal(packet.SourcePort == server.Port ? PacketOrigin.Outgoing : PacketOrigin.Incoming, packet.Origin));
        Assert.All(seen, packet => Assert.Equal(address, packet.SourcePort == server.Port ? packet.Source : packet.Destination));
    }

    [Fact]
    public async Task Packets_far_larger_than_the_interface_sends_are_whole()
    {
        using var network = new PodNetwork();
        using var reader = new RingReader(network.Pod);
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 50, 16 * 1024, 64 * 1024);

        List<Seen> seen = reader.Finish();
        AssertWhole(seen, server.Port, 50 * HttpServer.AnswerBytes(64 * 1024));
        Assert.Contains(seen, packet => packet.PayloadBytes > 16 * 1024);
    }

    [Fact]
    public async Task Calls_to_the_export_port_do_not_enter_the_ring()
    {
        using var network = new PodNetwork();
        Assert.True(FilterExclusion.TryParse("4318", out FilterExclusion export));
        using var reader = new RingReader(network.Pod, new FilterRules { Exclusions = [export] });
        await using var collector = new HttpServer(network.Outside, PodNetwork.OutsideAddress, 4318);
        await using var local = new HttpServer(network.Pod, IPAddress.Any, 4318);
        await using var other = new HttpServer(network.Outside, PodNetwork.OutsideAddress);
        using HttpClient fromPod = PodNetwork.Client(network.Pod);
        using HttpClient fromOutside = PodNetwork.Client(network.Outside);

        await Traffic.CallAsync(fromPod, $"http://{PodNetwork.OutsideAddress}:4318/", 5, 100, 100);
        await Traffic.CallAsync(fromPod, "http://127.0.0.1:4318/", 5, 100, 100);
        await Traffic.CallAsync(fromOutside, $"http://{PodNetwork.PodAddress}:4318/", 5, 100, 100);
        await Traffic.CallAsync(fromPod, $"http://{PodNetwork.OutsideAddress}:{other.Port}/", 5, 100, 100);

        List<Seen> seen = reader.Finish();
        Assert.DoesNotContain(seen, packet => packet.DestinationPort == 4318 && packet.Origin == PacketOrigin.Outgoing);
        Assert.DoesNotContain(seen, packet => packet.Source == "127.0.0.1");
        Assert.Contains(seen, packet => packet.DestinationPort == 4318 && packet.Origin == PacketOrigin.Incoming);
        Assert.Contains(seen, packet => packet.DestinationPort == other.Port);
    }

    [Fact]
    public async Task Only_the_named_ports_enter_the_ring()
    {
        using var network = new PodNetwork();
        await using var named = new HttpServer(network.Pod, IPAddress.Any);
        await using var other = new HttpServer(network.Pod, IPAddress.Any);
        using var reader = new RingReader(network.Pod, new FilterRules { Ports = [(ushort)named.Port] });
        using HttpClient client = PodNetwork.Client(network.Outside);

        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{other.Port}/", 5, 100, 100);
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{named.Port}/", 5, 100, 100);

        List<Seen> seen = reader.Finish();
        Assert.NotEmpty(seen);
        Assert.All(seen, packet => Assert.True(packet.SourcePort == named.Port || packet.DestinationPort == named.Port));
    }

    [Fact]
    public async Task Only_the_named_interface_enters_the_ring()
    {
        using var network = new PodNetwork();
        int index = network.Pod.Run(() => HostFacts.InterfaceIndexOf("eth0"));
        Assert.InRange(index, 2, int.MaxValue);
        Assert.Equal(0, network.Pod.Run(() => HostFacts.InterfaceIndexOf("eth9")));
        await using var server = new HttpServer(network.Pod, IPAddress.Any);
        using var reader = new RingReader(network.Pod, new FilterRules { InterfaceIndex = index });
        using HttpClient outside = PodNetwork.Client(network.Outside);
        using HttpClient pod = PodNetwork.Client(network.Pod);

        await Traffic.CallAsync(outside, $"http://{PodNetwork.PodAddress}:{server.Port}/", 3, 10, 10);
        await Traffic.CallAsync(pod, $"http://127.0.0.1:{server.Port}/", 3, 10, 10);

        List<Seen> seen = reader.Finish();
        Assert.Contains(seen, packet => packet.Destination == PodNetwork.PodAddress.ToString());
        Assert.DoesNotContain(seen, packet => packet.Destination == "127.0.0.1");
    }

    [Fact]
    public async Task What_a_full_ring_drops_is_counted_and_adds_up()
    {
        using var network = new PodNetwork();
        var small = new RingOptions { BlockBytes = RingOptions.MinBlockBytes, RingBytes = 2 * RingOptions.MinBlockBytes };
        using var reader = new RingReader(network.Pod, options: small);
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        // Nobody reads while 6 MiB go past a ring of 256 KiB.
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 100, 100, 64 * 1024);

        List<Seen> seen = reader.Finish();
        Assert.NotEmpty(seen);
        Assert.InRange(reader.Ledger[MirrorCounter.RingDrops], 1, long.MaxValue);
        Assert.InRange(reader.Ledger[MirrorCounter.RingFreezes], 1, long.MaxValue);
    }

    [Fact]
    public void The_largest_filter_is_taken_by_the_kernel()
    {
        using var network = new PodNetwork();
        Assert.True(FilterExclusion.TryParse("[fd77::1]:4318", out FilterExclusion exclusion));
        using var reader = new RingReader(network.Pod, new FilterRules
        {
            Ports = [.. Enumerable.Range(1, CaptureSettings.MaxPorts).Select(port => (ushort)port)],
            Exclusions = [.. Enumerable.Repeat(exclusion, FilterRules.MaxExclusions)],
            InterfaceIndex = CaptureFilter.LoopbackIndex,
        });
        Assert.Empty(reader.Finish());
    }

    [Fact]
    public void A_wait_is_ended_from_another_thread()
    {
        using var network = new PodNetwork();
        PacketRing ring = network.Pod.Run(() => PacketRing.TryOpen(new RingOptions(), out PacketRing? opened, out _) ? opened : null)!;
        ring.Wake();
        Assert.False(ring.Poll(timeoutMs: -1));
        ring.Dispose();
        ring.Wake();
        Assert.Throws<ObjectDisposedException>(() => ring.Poll(0));
        Assert.Throws<ObjectDisposedException>(() => ring.TryTakeBlock());
    }

    /// <summary>Every byte that the server sent is there, and nothing twice.</summary>
    private static void AssertWhole(List<Seen> seen, int serverPort, int sentBytes)
    {
        Assert.Equal(seen.Count, seen.Distinct().Count());
        List<Seen> sent = [.. seen.Where(packet => packet.SourcePort == serverPort)];
        uint begin = sent.Single(packet => (packet.Flags & (byte)TcpFlags.Syn) != 0).Sequence + 1;
        IEnumerable<Seen> withPayload = sent.Where(packet => packet.PayloadBytes > 0);
        Assert.Equal((uint)sentBytes, withPayload.Max(packet => packet.Sequence + (uint)packet.PayloadBytes - begin));
        Assert.InRange(sent.Sum(packet => packet.PayloadBytes), sentBytes, int.MaxValue);
    }
}
