using PodMirror.TestKit;

namespace PodMirror.Capture.Tests;

public sealed class PcapngClockTests
{
    [Theory]
    [InlineData(0, 3ul, 0, 3_000_000_000)]
    [InlineData(6, 3ul, 0, 3_000)]
    [InlineData(9, 3ul, 0, 3)]
    [InlineData(12, 3_999ul, 0, 3)]
    [InlineData(19, 30_000_000_000ul, 0, 3)]
    [InlineData(127, ulong.MaxValue, 0, 0)]
    [InlineData(0x80 | 0, 3ul, 0, 3_000_000_000)]
    [InlineData(0x80 | 20, 3ul << 19, 0, 1_500_000_000)]
    [InlineData(0x80 | 63, 3ul << 62, 0, 1_500_000_000)]
    [InlineData(0x80 | 127, ulong.MaxValue, 0, 0)]
    [InlineData(6, 3ul, 10, 10_000_003_000)]
    [InlineData(6, 20_000_000ul, -10, 10_000_000_000)]
    [InlineData(6, 3ul, -10, 0)] // before 1970
    [InlineData(0, ulong.MaxValue, 0, FileLimits.MaxTimestampNs)]
    [InlineData(6, ulong.MaxValue, 0, FileLimits.MaxTimestampNs)]
    [InlineData(9, ulong.MaxValue, 0, FileLimits.MaxTimestampNs)]
    [InlineData(6, 0ul, long.MaxValue, FileLimits.MaxTimestampNs)]
    [InlineData(6, ulong.MaxValue, long.MinValue, 0)]
    public void A_time_is_turned_into_nanoseconds_and_held_within_its_bounds(byte resolution, ulong time, long offsetSeconds, long expectedNs)
    {
        var writer = new PcapngWriter();
        byte[] offset = writer.New().U64((ulong)offsetSeconds).ToArray();
        byte[] file = writer.Section()
            .Interface(1, 0, writer.Option(PcapngWriter.ResolutionOption, [resolution]), writer.Option(PcapngWriter.OffsetOption, offset))
            .Enhanced(0, time, [1]).ToArray();
        Assert.Equal(expectedNs, Assert.Single(ReadFile.Of(file).Frames).TimestampNs);
    }
}
