using PodMirror.Exchange;

namespace PodMirror.Capture.Tests.Ring;

public sealed class CaptureFilterTests
{
    private static readonly FilterRules Any = new();
    private static readonly FilterPacket IPv4 = new();
    private static readonly FilterPacket IPv6 = new() { From = "2001:db8::1", To = "2001:db8::2" };

    [Fact]
    public void Tcp_over_both_versions_of_ip_passes()
    {
        Assert.True(IPv4.Passes(Any));
        Assert.True(IPv6.Passes(Any));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(4)]
    public void Another_protocol_does_not_pass(byte protocol)
    {
        Assert.False((IPv4 with { Protocol = protocol }).Passes(Any));
        Assert.False((IPv6 with { Protocol = protocol }).Passes(Any));
    }

    [Theory]
    [InlineData(0x0806, false)]
    [InlineData(0x88cc, false)]
    [InlineData(0x8100, true)]
    [InlineData(0x88a8, true)]
    public void What_is_not_ip_passes_only_when_it_may_hold_ip(int etherType, bool passes) =>
        Assert.Equal(passes, (IPv4 with { EtherType = (ushort)etherType }).Passes(Any));

    [Theory]
    [InlineData(FilterPacket.Host, true)]
    [InlineData(FilterPacket.Outgoing, true)]
    [InlineData(FilterPacket.Broadcast, false)]
    [InlineData(FilterPacket.OtherHost, false)]
    public void Only_packets_to_or_by_this_host_pass(byte packetType, bool passes) =>
        Assert.Equal(passes, (IPv4 with { PacketType = packetType }).Passes(Any));

    [Fact]
    public void Of_the_two_sightings_on_lo_one_passes()
    {
        FilterPacket onLo = IPv4 with { InterfaceIndex = CaptureFilter.LoopbackIndex };
        Assert.False((onLo with { PacketType = FilterPacket.Outgoing }).Passes(Any));
        Assert.True((onLo with { PacketType = FilterPacket.Host }).Passes(Any));
    }

    [Fact]
    public void Only_the_named_interface_passes()
    {
        FilterRules rules = new() { InterfaceIndex = 7 };
        Assert.False(IPv4.Passes(rules));
        Assert.True((IPv4 with { InterfaceIndex = 7 }).Passes(rules));
        Assert.True((IPv4 with { InterfaceIndex = 7, PacketType = FilterPacket.Outgoing }).Passes(rules));
    }

    [Fact]
    public void A_named_port_passes_at_either_end()
    {
        FilterRules rules = new() { Ports = [80, 8080] };
        foreach (FilterPacket packet in (FilterPacket[])[IPv4, IPv6, IPv4 with { HeaderWords = 15 }])
        {
            Assert.True(packet.Passes(rules));
            Assert.True((packet with { SourcePort = 80, DestinationPort = 40000 }).Passes(rules));
            Assert.False((packet with { DestinationPort = 8081 }).Passes(rules));
        }
    }

    [Fact]
    public void Every_fragment_but_the_first_passes_whatever_ports_are_named()
    {
        FilterRules rules = new() { Ports = [80] };
        Assert.True((IPv4 with { FragmentField = 0x0001 }).Passes(rules));
        Assert.True((IPv4 with { FragmentField = 0x2001 }).Passes(rules));
        Assert.False((IPv4 with { FragmentField = 0x2000 }).Passes(rules));
        Assert.True((IPv4 with { FragmentField = 0x2000, DestinationPort = 80 }).Passes(rules));
        Assert.False((IPv4 with { FragmentField = 0x4000 }).Passes(rules));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(43)]
    [InlineData(44)]
    [InlineData(51)]
    [InlineData(60)]
    public void IPv6_with_extension_headers_passes_whatever_ports_are_named(byte header) =>
        Assert.True((IPv6 with { Protocol = header }).Passes(new FilterRules { Ports = [80] }));

    [Theory]
    [InlineData("4318", FilterPacket.Outgoing, 2, 40000, 4318, false)]
    [InlineData("4318", FilterPacket.Host, 2, 4318, 40000, false)]
    [InlineData("4318", FilterPacket.Host, 2, 40000, 4318, true)]
    [InlineData("4318", FilterPacket.Outgoing, 2, 4318, 40000, true)]
    [InlineData("4318", FilterPacket.Host, 1, 40000, 4318, false)]
    [InlineData("4318", FilterPacket.Host, 1, 4318, 40000, false)]
    [InlineData("4318", FilterPacket.Outgoing, 2, 40000, 8080, true)]
    public void An_excluded_port_is_left_out_where_this_pod_is_the_client(
        string excluded, byte packetType, int interfaceIndex, int source, int destination, bool passes)
    {
        FilterRules rules = new() { Exclusions = [Parse(excluded)] };
        foreach (FilterPacket packet in (FilterPacket[])[IPv4, IPv6])
        {
            Assert.Equal(passes, (packet with
            {
                PacketType = packetType,
                InterfaceIndex = interfaceIndex,
                SourcePort = (ushort)source,
                DestinationPort = (ushort)destination,
            }).Passes(rules));
        }
    }

    [Fact]
    public void An_excluded_address_leaves_out_only_itself()
    {
        FilterPacket sent = IPv4 with { PacketType = FilterPacket.Outgoing };
        FilterPacket sent6 = IPv6 with { PacketType = FilterPacket.Outgoing };

        Assert.False(sent.Passes(new FilterRules { Exclusions = [Parse("10.0.0.2")] }));
        Assert.False(sent.Passes(new FilterRules { Exclusions = [Parse("10.0.0.2:8080")] }));
        Assert.True(sent.Passes(new FilterRules { Exclusions = [Parse("10.0.0.2:8081")] }));
        Assert.True(sent.Passes(new FilterRules { Exclusions = [Parse("10.0.0.3:8080"), Parse("[2001:db8::2]:8080")] }));
        Assert.False(sent6.Passes(new FilterRules { Exclusions = [Parse("10.0.0.3:8080"), Parse("[2001:db8::2]:8080")] }));
        Assert.True(sent6.Passes(new FilterRules { Exclusions = [Parse("[2001:db8:0:1::2]:8080")] }));
        Assert.False(sent6.Passes(new FilterRules { Exclusions = [Parse("2001:db8::2")] }));
    }

    [Fact]
    public void A_named_port_does_not_bring_back_what_is_excluded()
    {
        FilterRules rules = new() { Ports = [4318], Exclusions = [Parse("4318")] };
        Assert.False((IPv4 with { PacketType = FilterPacket.Outgoing, DestinationPort = 4318 }).Passes(rules));
    }

    [Theory]
    [InlineData("", "", 80, 40000, true)]
    [InlineData("80", "", 80, 40000, true)]
    [InlineData("80", "", 40000, 80, true)]
    [InlineData("80", "", 81, 40000, false)]
    [InlineData("", "80", 80, 40000, false)]
    [InlineData("", "80", 40000, 80, false)]
    [InlineData("", "80", 81, 40000, true)]
    [InlineData("80,81", "81", 80, 40000, true)]
    [InlineData("80,81", "81", 80, 81, false)]
    public void Ports_are_named_and_excluded_in_the_kernel_as_the_rules_say(string named, string excluded, int from, int to, bool passes)
    {
        FilterRules rules = new() { Ports = Ports(named), ExcludedPorts = Ports(excluded) };
        var (source, destination) = ((ushort)from, (ushort)to);

        Assert.Equal(passes, (IPv4 with { SourcePort = source, DestinationPort = destination }).Passes(rules));
        Assert.Equal(passes, (IPv6 with { SourcePort = source, DestinationPort = destination }).Passes(rules));
        Assert.Equal(passes, rules.LetsPass(source, destination));
    }

    [Fact]
    public void A_packet_that_ends_early_is_left_out()
    {
        byte[] whole = IPv4.Bytes();
        FilterInstruction[] program = CaptureFilter.Build(Any);
        for (int length = 0; length < 24; length++)
        {
            Assert.Equal(0u, FilterInterpreter.Run(program, whole[..length], 0x0800, FilterPacket.Host, 2));
        }
    }

    [Fact]
    public void The_largest_rules_fit_the_kernel_and_still_tell_ports_apart()
    {
        ushort[] ports = [.. Enumerable.Range(1000, CaptureSettings.MaxPorts).Select(port => (ushort)port)];
        FilterExclusion[] exclusions = [.. Enumerable.Range(1, FilterRules.MaxExclusions).Select(i => Parse($"[2001:db8::{i:x}]:1001"))];
        ushort[] excluded = [.. Enumerable.Range(2000, CaptureSettings.MaxPorts).Select(port => (ushort)port)];
        FilterRules rules = new() { Ports = ports, ExcludedPorts = excluded, Exclusions = exclusions, InterfaceIndex = 2 };

        Assert.InRange(CaptureFilter.Build(rules).Length, 1, FilterAssembler.MaxInstructions);
        Assert.True((IPv6 with { DestinationPort = 1000 }).Passes(rules));
        Assert.True((IPv4 with { SourcePort = 1063 }).Passes(rules));
        Assert.False((IPv4 with { SourcePort = 1064 }).Passes(rules));
        Assert.False((IPv4 with { SourcePort = 1063, DestinationPort = 2063 }).Passes(rules));
        Assert.True((IPv4 with { SourcePort = 1063, DestinationPort = 2064 }).Passes(rules));
        Assert.False((IPv6 with { DestinationPort = 1001, To = "2001:db8::10", PacketType = FilterPacket.Outgoing }).Passes(rules));
    }

    [Fact]
    public void Rules_past_their_limits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CaptureFilter.Build(new FilterRules { Ports = new ushort[CaptureSettings.MaxPorts + 1] }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CaptureFilter.Build(new FilterRules { ExcludedPorts = new ushort[CaptureSettings.MaxPorts + 1] }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CaptureFilter.Build(new FilterRules { Exclusions = new FilterExclusion[FilterRules.MaxExclusions + 1] }));
    }

    [Theory]
    [InlineData("4317")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:4317")]
    [InlineData("2001:db8::1")]
    [InlineData("[2001:db8::1]:4317")]
    public void An_exclusion_is_written_as_it_is_read(string text) => Assert.Equal(text, Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("host:80")]
    [InlineData("10.0.0.1:99999")]
    [InlineData("10.0.0:x")]
    public void What_is_no_exclusion_is_refused(string text) => Assert.False(FilterExclusion.TryParse(text, out _));

    private static FilterExclusion Parse(string text)
    {
        Assert.True(FilterExclusion.TryParse(text, out FilterExclusion exclusion), text);
        return exclusion;
    }

    private static ushort[] Ports(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(port => Convert.ToUInt16(port, 10))];
}
