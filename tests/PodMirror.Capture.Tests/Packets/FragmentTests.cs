using System.Text;
using PodMirror.Exchange;
using static PodMirror.TestKit.Headers;

namespace PodMirror.Capture.Tests;

public sealed class FragmentTests
{
    private const long Second = 1_000_000_000;
    private const string Payload = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static readonly byte[] Segment = Tcp(40_000, 80, 7, 8, Ack, Encoding.Latin1.GetBytes(Payload));

    private readonly MirrorLedger _ledger = new();
    private readonly PacketDecoder _decoder;

    public FragmentTests() => _decoder = new PacketDecoder(_ledger);

    public static TheoryData<bool, string> Orders()
    {
        var data = new TheoryData<bool, string>();
        foreach (string order in new[] { "0123", "3210", "0213", "2301", "1032", "3012", "1230" })
        {
            data.Add(false, order);
            data.Add(true, order);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Fragments_are_joined_in_any_order(bool ipv6, string order)
    {
        // Of 56 bytes of TCP: 16, 16, 16 and 8.
        byte[][] parts = Split(ipv6, 16);
        Assert.Equal(4, parts.Length);
        Decoded[] decoded = [.. order.Select(i => Decode(parts[i - '0']))];
        Assert.All(decoded[..3], part => Assert.Equal(MirrorCounter.PacketsFragment, part.Outcome));
        string ends = ipv6 ? "[2001:db8::1]:40000 > [2001:db8::2]:80" : "10.0.0.1:40000 > 10.0.0.2:80";
        Assert.Equal((MirrorCounter.PacketsTcp, ends), (decoded[3].Outcome, decoded[3].Ends));
        Assert.Equal((Payload, Payload.Length), (decoded[3].Payload, decoded[3].WirePayloadBytes));
        Assert.Equal(0, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Copies_of_fragments_are_ignored_and_a_datagram_joined_twice_is_once(bool ipv6)
    {
        byte[][] parts = Split(ipv6, 24);
        int[] order = [0, 0, 1, 0, 1, 2, 2, 0, 1, 2];
        MirrorCounter[] outcomes = [.. order.Select(i => Decode(parts[i]).Outcome)];
        Assert.Equal(5, Array.IndexOf(outcomes, MirrorCounter.PacketsTcp));
        Assert.Equal(1, _ledger[MirrorCounter.PacketsTcp]);
        Assert.Equal(9, _ledger[MirrorCounter.PacketsFragment]);
        Assert.Equal(7, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Fact]
    public void The_identification_may_be_used_again_a_while_later()
    {
        byte[][] parts = Split(ipv6: false, 40);
        foreach (long at in new[] { 0, DecodeLimits.ClosedDatagramAgeNs + 1 })
        {
            Decode(parts[0], at);
            Assert.Equal(Payload, Decode(parts[1], at).Payload);
        }
    }

    [Theory]
    [InlineData(8, 24, true)] // begins inside the first
    [InlineData(0, 24, true)] // covers the first and more
    [InlineData(32, 16, false)] // another end
    [InlineData(8, 9, false)] // an end before what is there
    public void A_datagram_whose_fragments_contradict_each_other_is_given_up(int offset, int length, bool more)
    {
        Decode(Part(0, 16, more: true));
        Decode(Part(32, 24, more: false));
        Assert.Equal(MirrorCounter.PacketsFragment, Decode(Part(offset, length, more)).Outcome);
        Assert.Equal(3, _ledger[MirrorCounter.FragmentsDropped]);
        Assert.Equal(MirrorCounter.PacketsFragment, Decode(Part(16, 16, more: true)).Outcome);
        Assert.Equal(4, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Fact]
    public void A_fragment_beyond_the_known_end_contradicts_it()
    {
        Decode(Part(16, 8, more: false));
        Decode(Part(24, 8, more: true));
        Assert.Equal(2, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Theory]
    [InlineData(30 * Second, MirrorCounter.PacketsTcp)]
    [InlineData((30 * Second) + 1, MirrorCounter.PacketsFragment)]
    [InlineData(-31 * Second, MirrorCounter.PacketsFragment)] // another capture: its clock says something else
    public void Fragments_wait_for_so_long_in_packet_time(long later, MirrorCounter expected)
    {
        byte[][] parts = Split(ipv6: false, 40);
        long start = 100 * Second;
        Decode(parts[0], start);
        Assert.Equal(expected, Decode(parts[1], start + later).Outcome);
        Assert.Equal(expected == MirrorCounter.PacketsTcp ? 0 : 1, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Fact]
    public void Only_so_many_datagrams_wait_and_the_oldest_gives_way()
    {
        for (int id = 0; id <= DecodeLimits.MaxFragmentedDatagrams; id++)
        {
            Decode(Part(0, 40, more: true, id));
        }

        Assert.Equal(1, _ledger[MirrorCounter.FragmentsDropped]);
        Assert.Equal(MirrorCounter.PacketsTcp, Decode(Part(40, 16, more: false, DecodeLimits.MaxFragmentedDatagrams)).Outcome);
        Assert.Equal(MirrorCounter.PacketsTcp, Decode(Part(40, 16, more: false, 1)).Outcome);
        Assert.Equal(MirrorCounter.PacketsFragment, Decode(Part(40, 16, more: false, 0)).Outcome);
    }

    [Fact]
    public void Datagrams_of_others_and_of_other_protocols_are_kept_apart()
    {
        Decode(Part(0, 40, more: true));
        byte[] rest = Segment[40..];
        byte[][] others =
        [
            IPv4("10.0.0.9", "10.0.0.2", TcpProtocol, rest, offset: 40),
            IPv4("10.0.0.1", "10.0.0.9", TcpProtocol, rest, offset: 40),
            IPv4("10.0.0.1", "10.0.0.2", UdpProtocol, rest, offset: 40),
            IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, rest, offset: 40, id: 1),
        ];
        Assert.All(others, other => Assert.Equal(MirrorCounter.PacketsFragment, Decode(other).Outcome));
        Assert.Equal(MirrorCounter.PacketsTcp, Decode(Part(40, 16, more: false)).Outcome);
    }

    [Fact]
    public void The_largest_datagram_is_joined_and_a_larger_one_is_dropped()
    {
        byte[] large = Tcp(40_000, 80, 7, 8, Ack, new byte[DecodeLimits.MaxDatagramBytes - 20]);
        Decoded last = Decoded.Of(LinkType.IPv4, []);
        for (int at = 0; at < large.Length; at += 1480)
        {
            int length = Math.Min(1480, large.Length - at);
            last = Decode(IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, large.AsSpan(at, length), offset: at, more: at + length < large.Length));
        }

        Assert.Equal((MirrorCounter.PacketsTcp, DecodeLimits.MaxDatagramBytes - 20), (last.Outcome, last.WirePayloadBytes));
        Decode(IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, new byte[16], offset: 65_528, id: 5));
        Assert.Equal(1, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Fact]
    public void A_fragment_that_no_other_can_follow_is_malformed()
    {
        Assert.Equal(MirrorCounter.PacketsMalformed, Decode(Part(0, 15, more: true)).Outcome);
        Assert.Equal(MirrorCounter.PacketsMalformed, Decode(Part(0, 0, more: true)).Outcome);
    }

    [Fact]
    public void A_fragment_cut_by_the_snap_length_is_dropped()
    {
        byte[] part = Part(0, 40, more: true);
        var frame = new CapturedFrame { Bytes = part.AsSpan(0, 50), WireBytes = part.Length, Link = LinkType.IPv4 };
        Assert.Equal(MirrorCounter.PacketsFragment, Decoded.Of(_decoder, _ledger, in frame).Outcome);
        Assert.Equal(1, _ledger[MirrorCounter.FragmentsDropped]);
    }

    [Fact]
    public void An_empty_last_fragment_ends_the_datagram()
    {
        Decode(Part(0, 56, more: true));
        Assert.Equal(Payload, Decode(IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, [], offset: 56)).Payload);
    }

    [Fact]
    public void Fragments_inside_the_fragments_of_a_tunnel_are_joined()
    {
        byte[][] inner = Split(ipv6: false, 40);
        Decoded last = Decoded.Of(LinkType.IPv4, []);
        for (int i = 0; i < inner.Length; i++)
        {
            byte[] carried = inner[i];
            Decode(IPv4("10.0.0.1", "10.0.0.2", 4, carried.AsSpan(0, 24), id: i + 1, more: true));
            last = Decode(IPv4("10.0.0.1", "10.0.0.2", 4, carried.AsSpan(24), id: i + 1, offset: 24));
        }

        Assert.Equal((MirrorCounter.PacketsTcp, Payload), (last.Outcome, last.Payload));
    }

    [Fact]
    public void A_datagram_that_carries_a_fragment_of_its_own_identity_is_not_written_into_while_it_is_read()
    {
        byte[] self = IPv4("10.0.0.1", "10.0.0.2", 4, new byte[16], more: true);
        Decode(IPv4("10.0.0.1", "10.0.0.2", 4, self.AsSpan(0, 16), more: true));
        Assert.Equal(MirrorCounter.PacketsFragment, Decode(IPv4("10.0.0.1", "10.0.0.2", 4, self.AsSpan(16), offset: 16)).Outcome);
    }

    [Fact]
    public void At_the_end_of_the_capture_what_waits_is_counted_as_dropped()
    {
        Decode(Part(0, 16, more: true));
        Decode(Part(16, 16, more: true));
        Decode(Part(0, 16, more: true, id: 5));
        _decoder.Finish();
        Assert.Equal(3, _ledger[MirrorCounter.FragmentsDropped]);
        _decoder.Finish();
        Assert.Equal(3, _ledger[MirrorCounter.FragmentsDropped]);
    }

    private static byte[] Part(int offset, int length, bool more, int id = 0) =>
        IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, Segment.AsSpan(offset, length), id: id, offset: offset, more: more);

    private static byte[][] Split(bool ipv6, int partBytes)
    {
        var parts = new List<byte[]>();
        for (int at = 0; at < Segment.Length; at += partBytes)
        {
            int length = Math.Min(partBytes, Segment.Length - at);
            bool more = at + length < Segment.Length;
            byte[] bytes = Segment[at..(at + length)];
            parts.Add(ipv6
                ? IPv6("2001:db8::1", "2001:db8::2", 44, FragmentHeader(TcpProtocol, 0xABCDEF01, at, more, bytes))
                : IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, bytes, offset: at, more: more));
        }

        return [.. parts];
    }

    private Decoded Decode(byte[] packet, long timestampNs = 0)
    {
        var frame = new CapturedFrame { Bytes = packet, WireBytes = packet.Length, Link = LinkType.Raw, TimestampNs = timestampNs };
        return Decoded.Of(_decoder, _ledger, in frame);
    }
}
