namespace PodMirror.Capture.Tests;

public sealed class TruncationTests
{
    public static TheoryData<string> Samples => [.. SampleFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_prefix_of_a_file_gives_the_frames_that_are_whole_in_it(string sample)
    {
        byte[] file = SampleFiles.All[sample];
        ReadFile whole = ReadFile.Of(file);
        Assert.Equal(ReadStatus.End, whole.Status);
        int magicBytes = sample.EndsWith("gzip", StringComparison.Ordinal) ? 2 : 4;
        bool packed = sample.EndsWith("gzip", StringComparison.Ordinal) || sample.EndsWith("zstd", StringComparison.Ordinal);
        int before = 0;
        for (int length = 0; length < file.Length; length++)
        {
            ReadFile part = ReadFile.Of(file[..length]);
            Assert.Equal(whole.Frames.Take(part.Frames.Count), part.Frames);
            Assert.True(part.Frames.Count >= before);
            before = part.Frames.Count;
            if (part.Status == ReadStatus.End)
            {
                Assert.False(packed, $"cut at {length}");
                Assert.True(length >= 24, "a file that ends inside its header has no end");
            }
            else
            {
                Assert.NotNull(part.ErrorReason);
                Assert.InRange(part.ErrorOffset, 0, packed ? long.MaxValue : length);
                Assert.Equal(length < magicBytes ? ReadStatus.Corrupt : ReadStatus.Truncated, part.Status);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_is_the_same_however_few_bytes_a_read_gives(string sample)
    {
        byte[] file = SampleFiles.All[sample];
        ReadFile whole = ReadFile.Of(file);
        foreach (int atMost in new[] { 1, 2, 3, 7, 64 })
        {
            ReadFile trickled = ReadFile.Of(new TricklingStream(file, atMost));
            Assert.Equal(whole.Frames, trickled.Frames);
            Assert.Equal(ReadStatus.End, trickled.Status);
        }
    }

    [Fact]
    public void A_cut_record_is_reported_with_the_offset_where_it_begins()
    {
        byte[] file = SampleFiles.All["pcap-nanoseconds"];
        ReadFile part = ReadFile.Of(file[..(24 + 16 + 54 + 16 + 3)]);
        Assert.Equal((ReadStatus.Truncated, 24 + 16 + 54), (part.Status, part.ErrorOffset));
        Assert.Equal("the file ends 3 bytes into a record of 57", part.ErrorReason);
        Assert.Single(part.Frames);
    }

    [Fact]
    public void A_disk_that_fails_is_not_taken_for_the_end_of_the_file() =>
        Assert.Throws<IOException>(() => ReadFile.Of(new FailingStream(SampleFiles.All["pcap-nanoseconds"], 100)));
}
