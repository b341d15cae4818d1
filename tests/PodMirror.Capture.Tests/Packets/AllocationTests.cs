using PodMirror.Exchange;
using PodMirror.TestKit;
using static PodMirror.TestKit.Headers;

namespace PodMirror.Capture.Tests;

public sealed class AllocationTests
{
    private const int Packets = 20_000;

    public static TheoryData<bool> Formats => [false, true];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reading_and_decoding_a_file_allocates_nothing_per_packet(bool pcapng)
    {
        byte[] file = pcapng ? Pcapng() : Pcap();
        using var reader = new CaptureFileReader(new MemoryStream(file));
        var ledger = new MirrorLedger();
        var decoder = new PacketDecoder(ledger);
        long least = Allocation.Least(() => Decode(reader, decoder, Packets / Allocation.Rounds));
        Assert.Equal(Packets, ledger[MirrorCounter.PacketsTcp]);
        Assert.Equal(0, least);
    }

    [Fact]
    public void Every_envelope_is_decoded_without_allocating()
    {
        var decoder = new PacketDecoder(new MirrorLedger());
        (LinkType Link, byte[] Bytes, string Ends)[] samples = [.. SampleFrames.All.Values];
        long least = Allocation.Least(() =>
        {
            foreach ((LinkType link, byte[] bytes, _) in samples)
            {
                decoder.TryDecode(new CapturedFrame { Bytes = bytes, WireBytes = bytes.Length, Link = link }, out _);
            }
        });
        Assert.Equal(0, least);
    }

    [Fact]
    public void A_flood_of_fragments_costs_bounded_memory_and_then_none()
    {
        var ledger = new MirrorLedger();
        var decoder = new PacketDecoder(ledger);
        byte[] packet = IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, new byte[64], more: true);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Flood(decoder, packet, DecodeLimits.MaxFragmentedDatagrams);
        long filled = GC.GetAllocatedBytesForCurrentThread();
        Assert.InRange(filled - start, 1, DecodeLimits.MaxFragmentedDatagrams * 68_000L);
        Assert.Equal(0, Allocation.Least(() => Flood(decoder, packet, 100_000)));
        decoder.Finish();
        Assert.Equal(ledger[MirrorCounter.PacketsFragment], ledger[MirrorCounter.FragmentsDropped]);
    }

    private static void Flood(PacketDecoder decoder, byte[] packet, int count)
    {
        for (int i = 0; i < count; i++)
        {
            // Another sender each time.
            (packet[12], packet[13], packet[14], packet[15]) = ((byte)(i >> 24), (byte)(i >> 16), (byte)(i >> 8), (byte)i);
            decoder.TryDecode(new CapturedFrame { Bytes = packet, WireBytes = packet.Length, Link = LinkType.IPv4, TimestampNs = i }, out _);
        }
    }

    private static void Decode(CaptureFileReader reader, PacketDecoder decoder, int count)
    {
        for (int i = 0; i < count && reader.TryRead(out CapturedFrame frame) == ReadStatus.Frame; i++)
        {
            decoder.TryDecode(in frame, out _);
        }
    }

    private static byte[] Frame(int i) =>
        Ethernet(Ip("10.0.0.1", "10.0.0.2", TcpProtocol, Tcp(40_000, 80, (uint)i, 0, Ack, new byte[i % 1400])));

    private static byte[] Pcap()
    {
        var writer = new PcapWriter(1);
        for (int i = 0; i < Packets; i++)
        {
            writer.Frame(i, Frame(i));
        }

        return writer.ToArray();
    }

    private static byte[] Pcapng()
    {
        PcapngWriter writer = new PcapngWriter().Section().Interface(1);
        byte[] flags = writer.Option(PcapngWriter.FlagsOption, [1, 0, 0, 0]);
        for (int i = 0; i < Packets; i++)
        {
            writer.Enhanced(0, (ulong)i, Frame(i), null, flags);
        }

        return writer.ToArray();
    }
}
