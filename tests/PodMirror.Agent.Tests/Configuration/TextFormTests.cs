using System.Net;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests.Configuration;

public sealed class TextFormTests
{
    [Theory]
    [InlineData("1ns", 1)]
    [InlineData("250us", 250_000)]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData("15m", 900_000_000_000)]
    [InlineData("24h", 86_400_000_000_000)]
    [InlineData("7d", 604_800_000_000_000)]
    public void A_duration_is_read_with_its_unit(string text, long nanoseconds)
    {
        Assert.True(DurationText.TryParseNanoseconds(text, out long read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("1us")]
    [InlineData("90s")]
    [InlineData("1m")]
    [InlineData("36h")]
    [InlineData("3650d")]
    public void A_duration_is_written_as_it_is_read(string text)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan read));
        Assert.Equal(text, DurationText.Format(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1/2s")]
    [InlineData("5 s")]
    [InlineData("1.2.3s")]
    [InlineData("999999999999d")]
    public void What_is_no_duration_is_not_read(string text) => Assert.False(DurationText.TryParseNanoseconds(text, out _));

    [Theory]
    [InlineData("8080", "localhost:8080")]
    [InlineData("localhost:0", "localhost:0")]
    [InlineData("0.0.0.0:80", "0.0.0.0:80")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("*:80", "[::]:80")]
    public void An_address_is_read_with_its_port(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out ListenAddress? address));
        Assert.Equal(expected, address?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:")]
    [InlineData("localhost:65536")]
    [InlineData("example.com:80")]
    [InlineData("localhost:-1")]
    public void What_is_no_address_is_not_read(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Fact]
    public void An_address_of_IPv6_may_stand_with_or_without_brackets()
    {
        Assert.True(ListenAddress.TryParseHost("::", out IPAddress? plain));
        Assert.True(ListenAddress.TryParseHost("[::]", out IPAddress? bracketed));
        Assert.Equal(plain, bracketed);
    }
}
