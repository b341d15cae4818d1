using System.Text;

namespace PodMirror.Capture.Tests;

public sealed class FormatDetectorTests
{
    public static TheoryData<byte[], string> NoCaptures => new()
    {
        { [], "the file is empty" },
        { [0xD4, 0xC3, 0xB2], "3 bytes are too few for a capture file" },
        { new byte[100], "no pcap or pcapng file: it begins with the bytes 00000000" },
        { Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n"), "no pcap or pcapng file: it begins with the bytes 47455420" },
        { [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, 0], "no pcap or pcapng file: an xz file; unpack it first" },
        { Encoding.ASCII.GetBytes("BZh91AY&SY"), "no pcap or pcapng file: a bzip2 file; unpack it first" },
        { Encoding.ASCII.GetBytes("snoop\0\0\0"), "no pcap or pcapng file: a snoop capture; convert it to pcap first" },
        { SampleFiles.Gzip(SampleFiles.Gzip([1])), "no pcap or pcapng file: a gzip file inside a packed file; unpack it first" },
        { SampleFiles.Gzip([]), "the file is empty" },
        { [0x1F, 0x8B, 0x00, 0x00, 0, 0, 0, 0, 0, 0, 0, 0], "the compressed data is damaged" },
    };

    [Theory]
    [MemberData(nameof(NoCaptures))]
    public void What_is_no_capture_is_refused_with_what_was_found(byte[] file, string reason)
    {
        ReadFile read = ReadFile.Of(file);
        Assert.Equal((ReadStatus.Corrupt, 0, reason), (read.Status, read.ErrorOffset, read.ErrorReason));
        Assert.Empty(read.Frames);
    }
}
