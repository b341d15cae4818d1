using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Capture.Tests;

/// <summary>Captures that others made, with what is known of them.</summary>
public sealed class RealCaptureTests
{
    private const string Folder = "captures";
    private const string Truth = "captures/truth.tsv";

    /// <summary>A fuzzer's file whose third record claims more bytes than any frame has. tshark stops there too.</summary>
    private const string BadLength =
        "seladb__PcapPlusPlus/Tests/Fuzzers/RegressionTests/regression_samples/clusterfuzz-testcase-minimized-FuzzTarget-5755755617189888";

    /// <summary>
    /// Where the number of pairs of endpoints is not tshark's number of streams, and why that is right. tshark counts a pair of endpoints
    /// again when its ports are used again; reassembly here does that later.
    /// </summary>
    private static readonly Dictionary<string, (int Pairs, string Reason)> OtherPairs = new()
    {
        ["OISF__suricata-verify/tests/filestore-5408/input.pcap"] = (7, "ports used again"),
        ["arkime__arkime/tests/pcap/tcp-reassembly-synthetic.pcap"] = (10, "ports used again"),
        ["debian-src__wireshark_4.4.18/test/captures/wireguard-ping-tcp-dsb.pcapng"] = (0, "its TCP is in WireGuard; tshark has the keys"),
        ["ntop__nDPI/tests/cfgs/default/pcap/6in4tunnel.pcap"] = (5, "tshark counts a TCP header that an ICMPv6 error quotes"),
        ["ntop__nDPI/tests/cfgs/default/pcap/fuzz-2006-09-29-28586.pcap"] = (36, "ports used again, in damaged packets"),
        ["ntop__nDPI/tests/cfgs/default/pcap/instagram.pcap"] = (30, "ports used again"),
        ["simsong__tcpflow/tests/test8/image2.pcap"] = (1, "tshark counts TCP headers that ICMP errors quote"),
    };

    public static TheoryData<string, long, int> Captures()
    {
        var data = new TheoryData<string, long, int>();
        if (TestData.Find(Truth) is not { } truth)
        {
            data.Add("", 0, 0);
            return data;
        }

        string[] lines = File.ReadAllLines(truth);
        string[] columns = lines[0].Split('\t');
        int file = Array.IndexOf(columns, "file");
        int packets = Array.IndexOf(columns, "packets");
        int streams = Array.IndexOf(columns, "tcp_streams");
        foreach (string[] row in lines.Skip(1).Select(line => line.Split('\t')))
        {
            int pairs = OtherPairs.TryGetValue(row[file], out (int Pairs, string Reason) other) ? other.Pairs : int.Parse(row[streams]);
            data.Add(row[file], long.Parse(row[packets]), pairs);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Captures), DisableDiscoveryEnumeration = true)]
    public void A_real_capture_has_as_many_packets_and_flows_as_tshark_counts(string file, long packets, int pairs)
    {
        Assert.SkipWhen(file.Length == 0, TestData.SkipReason(Truth));
        using var reader = new CaptureFileReader(File.OpenRead(Path.Combine(TestData.Find(Folder)!, file)));
        var ledger = new MirrorLedger();
        var decoder = new PacketDecoder(ledger);
        var seen = new HashSet<(IpEndpoint, IpEndpoint)>();
        ReadStatus status;
        while ((status = reader.TryRead(out CapturedFrame frame)) == ReadStatus.Frame)
        {
            if (decoder.TryDecode(in frame, out TcpSegment segment))
            {
                bool inOrder = segment.Source < segment.Destination;
                seen.Add(inOrder ? (segment.Source, segment.Destination) : (segment.Destination, segment.Source));
            }
        }

        Assert.True(status == (file == BadLength ? ReadStatus.Corrupt : ReadStatus.End), $"{status} at {reader.ErrorOffset}: {reader.ErrorReason}");
        Assert.Equal(packets, ledger[MirrorCounter.PacketsSeen]);
        Assert.Equal(pairs, seen.Count);
        Assert.Null(ledger.FirstImbalance());
    }
}
