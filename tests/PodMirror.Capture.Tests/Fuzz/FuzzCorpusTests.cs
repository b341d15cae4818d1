using PodMirror.TestKit;

namespace PodMirror.Capture.Tests.Fuzz;

public sealed class FuzzCorpusTests
{
    [Fact]
    public void The_capture_file_reader_stands_its_corpus() => Replay(CaptureFileFuzz.Run, CaptureFileFuzz.Seeds(), nameof(CaptureFileFuzz));

    [Fact]
    public void The_packet_decoder_stands_its_corpus() => Replay(PacketDecoderFuzz.Run, PacketDecoderFuzz.Seeds(), nameof(PacketDecoderFuzz));

    private static void Replay(Action<ReadOnlySpan<byte>> run, IEnumerable<byte[]> seeds, string name)
    {
        string folder = Path.Combine(TestData.Repository(), "tests/PodMirror.Capture.Tests/Fuzz/Corpus", name);
        byte[][] kept = [.. Directory.EnumerateFiles(folder).Select(File.ReadAllBytes)];
        Assert.NotEmpty(kept);
        foreach (byte[] input in seeds.Concat(kept))
        {
            run(input);
        }
    }
}
