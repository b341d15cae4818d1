namespace PodMirror.Capture.Tests.Ring;

public sealed class RingOptionsTests
{
    [Fact]
    public void The_defaults_are_possible() => Assert.Null(new RingOptions().FirstFault());

    [Theory]
    [InlineData(65_536, 8_388_608)]
    [InlineData(300_000, 8_388_608)]
    [InlineData(8_388_608, 67_108_864)]
    [InlineData(262_144, 262_144)]
    [InlineData(262_144, 8_388_609)]
    [InlineData(262_144, -262_144)]
    [InlineData(0, 0)]
    public void Impossible_sizes_are_an_error_that_names_the_bounds(int blockBytes, int ringBytes)
    {
        Assert.False(PacketRing.TryOpen(new RingOptions { BlockBytes = blockBytes, RingBytes = ringBytes }, out _, out string? error));
        Assert.Contains("must be", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void An_impossible_time_out_is_an_error(int milliseconds) =>
        Assert.NotNull(new RingOptions { BlockTimeout = TimeSpan.FromMilliseconds(milliseconds) }.FirstFault());
}
