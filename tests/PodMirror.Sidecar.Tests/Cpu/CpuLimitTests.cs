using PodMirror.Sidecar.Cpu;

namespace PodMirror.Sidecar.Tests.Cpu;

public sealed class CpuLimitTests
{
    [Theory]
    [InlineData("50000 100000\n", 0.5)]
    [InlineData("400000 100000", 4)]
    [InlineData("max 100000\n", 1)]
    [InlineData("0 100000", 1)]
    [InlineData("50000 0", 1)]
    [InlineData("50000", 1)]
    [InlineData("", 1)]
    [InlineData("99999999999999999999 1", 1)]
    public void Version_2_of_control_groups_is_read(string text, double cores) =>
        Assert.Equal(cores, CpuLimit.Read(path => path.EndsWith("cpu.max", StringComparison.Ordinal) ? text : null));

    [Theory]
    [InlineData("50000\n", "100000\n", 0.5)]
    [InlineData("-1\n", "100000\n", 1)]
    [InlineData("50000", null, 1)]
    [InlineData(null, null, 1)]
    public void Version_1_of_control_groups_is_read(string? quota, string? period, double cores) =>
        Assert.Equal(cores, CpuLimit.Read(path => path.EndsWith("quota_us", StringComparison.Ordinal)
            ? quota
            : path.EndsWith("period_us", StringComparison.Ordinal) ? period : null));

    [Theory]
    [InlineData("0", true)]
    [InlineData("0.1", true)]
    [InlineData("1", true)]
    [InlineData("0.05", false)]
    [InlineData("1.1", false)]
    [InlineData("80%", false)]
    [InlineData("-0.5", false)]
    [InlineData("NaN", false)]
    public void A_share_is_a_part_of_one(string text, bool isShare) => Assert.Equal(isShare, CpuSettings.TryParseShare(text, out _));

    [Theory]
    [InlineData("500m", 0.5)]
    [InlineData("2000", 2.0)]
    [InlineData("9", null)]
    [InlineData("m", null)]
    [InlineData("0.5", null)]
    [InlineData("", null)]
    public void A_limit_is_in_thousandths_of_a_core(string text, double? cores) =>
        Assert.Equal(cores, CpuSettings.TryParseLimit(text, out double? read) ? read : null);
}
