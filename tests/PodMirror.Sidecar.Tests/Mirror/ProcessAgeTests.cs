using System.Text;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class ProcessAgeTests
{
    private const string Stat = "7 (a) b (c)) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 12345 1000 1";

    [Theory]
    [InlineData("123.55 99.0\n", 100)]
    [InlineData("123.45 99.0\n", 0)]
    [InlineData("100.00 99.0\n", 0)]
    [InlineData("what", 0)]
    public void The_age_is_the_time_up_less_the_time_of_the_start(string uptime, long milliseconds) =>
        Assert.Equal(milliseconds, ProcessAge.Between(Encoding.ASCII.GetBytes(Stat), Encoding.ASCII.GetBytes(uptime)));

    [Theory]
    [InlineData("")]
    [InlineData("7 (a) S 1 7")]
    public void A_text_of_another_shape_tells_nothing(string stat) =>
        Assert.Equal(0, ProcessAge.Between(Encoding.ASCII.GetBytes(stat), "123.55 99.0\n"u8));

    [Fact]
    public void This_process_has_lived() => Assert.InRange(ProcessAge.Milliseconds(), 1, long.MaxValue);
}
