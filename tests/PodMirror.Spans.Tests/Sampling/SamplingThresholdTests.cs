using System.Text;

namespace PodMirror.Spans.Tests.Sampling;

public sealed class SamplingThresholdTests
{
    /// <summary>The specification's table for a precision of 4 (trace/tracestate-probability-sampling).</summary>
    [Theory]
    [InlineData(1.0, "0")]
    [InlineData(0.5, "8")]
    [InlineData(1 / 3.0, "aaab")]
    [InlineData(0.25, "c")]
    [InlineData(0.2, "cccd")]
    [InlineData(0.125, "e")]
    [InlineData(0.1, "e666")]
    [InlineData(0.0625, "f")]
    [InlineData(0.01, "fd70a")]
    [InlineData(0.001, "ffbe77")]
    [InlineData(0.0001, "fff9724")]
    [InlineData(0.00001, "ffff583a")]
    [InlineData(0.000001, "ffffef39")]
    public void Shares_have_the_thresholds_of_the_specification(double share, string expected)
    {
        ulong threshold = SamplingThreshold.Of(share);
        var output = new ByteBuffer(64);
        SamplingThreshold.Write(threshold, output);

        Assert.Equal(expected, Encoding.ASCII.GetString(output.Written));
        Assert.True(SamplingThreshold.TryParse(output.Written, out ulong read));
        Assert.Equal(threshold, read);
    }

    [Fact]
    public void Nothing_is_above_the_threshold_of_0() => Assert.True(SamplingThreshold.Mask < SamplingThreshold.Of(0));

    [Fact]
    public void A_smaller_share_never_has_a_smaller_threshold()
    {
        ulong before = SamplingThreshold.Of(0);
        for (double share = SamplingRules.MinShare; share <= 1; share *= 1.01)
        {
            ulong threshold = SamplingThreshold.Of(share);
            Assert.InRange(threshold, 0ul, before);
            Assert.InRange((SamplingThreshold.Never - threshold) / (double)SamplingThreshold.Never / share, 0.999, 1.001);
            before = threshold;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789abcdef")]
    [InlineData("x")]
    [InlineData("-1")]
    public void What_is_no_threshold_is_not_read(string text) => Assert.False(SamplingThreshold.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
