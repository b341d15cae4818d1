using PodMirror.TestKit;

namespace PodMirror.Capture.Tests;

public sealed class CompressionTests
{
    private static readonly byte[] Plain = SampleFiles.Pcap(PcapWriter.Nanoseconds, bigEndian: false);

    [Fact]
    public void A_packed_file_gives_the_frames_of_the_plain_one()
    {
        ReadFile plain = ReadFile.Of(Plain);
        foreach (byte[] packed in new[] { SampleFiles.Gzip(Plain), SampleFiles.Zstd(Plain) })
        {
            ReadFile read = ReadFile.Of(packed);
            Assert.Equal(plain.Frames, read.Frames);
            Assert.Equal(ReadStatus.End, read.Status);
            Assert.Equal(packed.Length, read.BytesRead);
        }
    }

    [Fact]
    public void A_gzip_file_of_several_parts_is_one_file()
    {
        byte[] packed = [.. SampleFiles.Gzip(Plain[..150]), .. SampleFiles.Gzip(Plain[150..])];
        ReadFile read = ReadFile.Of(packed);
        Assert.Equal(ReadFile.Of(Plain).Frames, read.Frames);
        Assert.Equal(ReadStatus.End, read.Status);
    }

    [Fact]
    public void A_zstd_file_of_several_frames_is_one_file()
    {
        byte[] packed = [.. SampleFiles.Zstd(Plain[..150]), .. SampleFiles.Zstd(Plain[150..])];
        ReadFile read = ReadFile.Of(packed);
        Assert.Equal(ReadFile.Of(Plain).Frames, read.Frames);
        Assert.Equal(ReadStatus.End, read.Status);
    }

    [Fact]
    public void Damage_inside_the_compressed_data_is_corrupt_after_what_could_be_read()
    {
        byte[] noise = new byte[400_000];
        new Random(7).NextBytes(noise);
        var writer = new PcapWriter(1);
        for (int i = 0; i < 4; i++)
        {
            writer.Frame(0, noise.AsSpan(i * 100_000, 100_000));
        }

        foreach (byte[] packed in new[] { SampleFiles.Gzip(writer.ToArray()), SampleFiles.Zstd(writer.ToArray()) })
        {
            packed.AsSpan((packed.Length / 2) + 1, packed.Length / 4).Clear();
            ReadFile read = ReadFile.Of(packed);
            Assert.NotEqual(ReadStatus.End, read.Status);
            Assert.Equal(Convert.ToHexString(noise.AsSpan(0, 100_000)), read.Frames[0].Hex);
            Assert.NotNull(read.ErrorReason);
        }
    }

    [Fact]
    public void A_frame_that_wants_more_memory_than_the_limit_is_damaged()
    {
        // A frame header (RFC 8878 section 3.1.1.1) with a window of 2^41 bytes.
        ReadFile read = ReadFile.Of([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xF8, 0x01, 0x00, 0x00, 0x00]);
        Assert.Equal((ReadStatus.Corrupt, "the compressed data is damaged"), (read.Status, read.ErrorReason));
    }
}
