using System.IO.Compression;
using PodMirror.TestKit;
using ZstdSharp;

namespace PodMirror.Capture.Tests;

/// <summary>Small files of every format, made here.</summary>
internal static class SampleFiles
{
    private const long At = 1_700_000_000_000_000_000;

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["pcap-microseconds"] = Pcap(PcapWriter.Microseconds, bigEndian: false),
        ["pcap-microseconds-big-endian"] = Pcap(PcapWriter.Microseconds, bigEndian: true),
        ["pcap-nanoseconds"] = Pcap(PcapWriter.Nanoseconds, bigEndian: false),
        ["pcap-nanoseconds-big-endian"] = Pcap(PcapWriter.Nanoseconds, bigEndian: true),
        ["pcap-modified"] = Pcap(PcapWriter.Modified, bigEndian: false),
        ["pcapng"] = Pcapng(bigEndian: false),
        ["pcapng-big-endian"] = Pcapng(bigEndian: true),
        ["pcap-gzip"] = Gzip(Pcap(PcapWriter.Nanoseconds, bigEndian: false)),
        ["pcapng-gzip"] = Gzip(Pcapng(bigEndian: false)),
        ["pcapng-zstd"] = Zstd(Pcapng(bigEndian: false)),
    };

    public static byte[] Pcap(uint magic, bool bigEndian)
    {
        var writer = new PcapWriter(1, magic, bigEndian);
        foreach ((byte[] frame, int i) in Frames().Select((frame, i) => (frame, i)))
        {
            writer.Frame(At + (i * 1_000_000), frame, frame.Length + i);
        }

        return writer.ToArray();
    }

    public static byte[] Pcapng(bool bigEndian)
    {
        var writer = new PcapngWriter();
        writer.Section(bigEndian).Interface(1, 0, writer.Option(PcapngWriter.ResolutionOption, [9])).Block(4, writer.New().Zeros(8));
        foreach ((byte[] frame, int i) in Frames().Select((frame, i) => (frame, i)))
        {
            byte[] flags = writer.Option(PcapngWriter.FlagsOption, writer.New().U32((uint)i % 3).ToArray());
            writer.Enhanced(0, (ulong)(At + (i * 1_000_000)), frame, frame.Length + i, flags);
        }

        return writer.Simple([1, 2, 3]).Section(!bigEndian).Interface(101).Obsolete(0, 1, [4, 5, 6]).ToArray();
    }

    public static byte[] Gzip(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    public static byte[] Zstd(byte[] plain)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(plain).ToArray();
    }

    private static IEnumerable<byte[]> Frames() =>
        Enumerable.Range(0, 5).Select(i => Headers.Ethernet(Headers.Ip(
            "10.0.0.1", "10.0.0.2", Headers.TcpProtocol, Headers.Tcp(40_000, 80, (uint)i, 0, Headers.Ack, new byte[i * 3]))));
}
