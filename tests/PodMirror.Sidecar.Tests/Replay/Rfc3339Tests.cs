using System.Text;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class Rfc3339Tests
{
    private readonly Rfc3339 _time = new();

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(1_700_000_000_000_000_001, "2023-11-14T22:13:20.000000001Z")]
    [InlineData(951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    public void A_time_is_written_with_all_its_nanoseconds(long timeNs, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(_time.Of(timeNs)));

    [Fact]
    public void Times_of_one_second_and_of_others_do_not_mix()
    {
        Assert.Equal("1970-01-01T00:00:00.000000009Z", Encoding.ASCII.GetString(_time.Of(9)));
        Assert.Equal("1970-01-01T00:00:01.000000000Z", Encoding.ASCII.GetString(_time.Of(1_000_000_000)));
        Assert.Equal("1970-01-01T00:00:00.100000000Z", Encoding.ASCII.GetString(_time.Of(100_000_000)));
    }
}
