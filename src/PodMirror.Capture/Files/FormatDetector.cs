using System.Buffers.Binary;
using System.Globalization;

namespace PodMirror.Capture;

/// <summary>Tells a file's format by its first bytes.</summary>
internal static class FormatDetector
{
    private const int MagicBytes = 4;

    /// <summary>What files that are no captures often are, so that the message can say it.</summary>
    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "an xz file; unpack it first"),
        ([(byte)'B', (byte)'Z', (byte)'h'], "a bzip2 file; unpack it first"),
        ([0x04, 0x22, 0x4D, 0x18], "an lz4 file; unpack it first"),
        ([(byte)'P', (byte)'K', 0x03, 0x04], "a zip archive; unpack it first"),
        ([0x1F, 0x8B], "a gzip file inside a packed file; unpack it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file inside a packed file; unpack it first"),
        ([(byte)'s', (byte)'n', (byte)'o', (byte)'o', (byte)'p', 0], "a snoop capture; convert it to pcap first"),
        ([(byte)'G', (byte)'M', (byte)'B', (byte)'U'], "a Network Monitor capture; convert it to pcap first"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "an executable"),
    ];

    /// <summary>The format, with the window at the file's beginning; null with the reason when there is none that is known.</summary>
    public static CaptureFormat? Detect(FileWindow window, out string? reason)
    {
        if (!window.TryEnsure(MagicBytes))
        {
            reason = window.Available == 0 ? "the file is empty" : $"{window.Available} bytes are too few for a capture file";
            return null;
        }

        reason = null;
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(window.Bytes);
        if (magic == PcapngFormat.SectionHeaderBlock)
        {
            return new PcapngFormat();
        }

        CaptureFormat? pcap = PcapFormat.ForMagic(magic, bigEndian: false)
            ?? PcapFormat.ForMagic(BinaryPrimitives.ReverseEndianness(magic), bigEndian: true);
        if (pcap is null)
        {
            reason = $"no pcap or pcapng file: {Describe(window)}";
        }

        return pcap;
    }

    private static string Describe(FileWindow window)
    {
        _ = window.TryEnsure(SourceStream.PeekBytes);
        foreach ((byte[] magic, string name) in Others)
        {
            if (window.Bytes.StartsWith(magic))
            {
                return name;
            }
        }

        string hex = Convert.ToHexStringLower(window.Bytes[..MagicBytes]);
        return string.Create(CultureInfo.InvariantCulture, $"it begins with the bytes {hex}");
    }
}
