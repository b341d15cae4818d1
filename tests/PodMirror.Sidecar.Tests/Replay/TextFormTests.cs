using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class TextFormTests
{
    [Fact]
    public void Columns_stand_below_each_other()
    {
        string[] lines = Format(Exchange(), colours: false, verbose: false).Split('\n');

        Assert.Equal(
            "TIME (UTC)                 STREAM  DIR  CLIENT                 SERVER                 STATUS   DURATION       SENT   RECEIVED  REQUEST",
            lines[0]);
        Assert.Equal(
            "2023-11-14 22:13:20.123456    #12  in   10.0.0.1:1234          10.0.0.2:80            404       1.50 ms        0 B   1.95 KiB  "
            + "GET shop.example/cart?token=REDACTED  ! response_incomplete",
            lines[1]);
    }

    [Fact]
    public void Colours_change_no_column()
    {
        string plain = Format(Exchange(), colours: false, verbose: true);
        string coloured = Format(Exchange(), colours: true, verbose: true);

        Assert.Contains("\e[33m404\e[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]+m", ""));
    }

    [Fact]
    public void Heads_and_bodies_are_shown_when_asked_for()
    {
        string text = Format(Exchange(), colours: false, verbose: true);

        Assert.Contains("    > GET /cart?token=REDACTED\n    > Host: shop.example\n", text, StringComparison.Ordinal);
        Assert.Contains("    < 404\n    < Content-Type: text/plain\n    < \n    < not\n    < found\\x1b[2J\n", text, StringComparison.Ordinal);
        Assert.Contains("    < (cut here; the whole body has 2000 bytes on the wire)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_sides_are_marked()
    {
        ExchangeRecord exchange = Exchange();
        exchange.Response = default;
        Assert.Contains(" ---       1.50 ms        0 B          -  GET ", Format(exchange, colours: false, verbose: true), StringComparison.Ordinal);

        exchange = Exchange();
        exchange.Request = default;
        Assert.Contains("(request not captured)", Format(exchange, colours: false, verbose: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("\u001b[31m\a\r\n\t", "\\x1b[31m\\x07\\x0d\\x0a\\x09")]
    [InlineData("a\u202eb\u200bc\u009bd", "a\\u{202e}b\\u{200b}c\\u{009b}d")]
    [InlineData("Düsseldorf 東京 🦀", "Düsseldorf 東京 🦀")]
    [InlineData("\U000e0001", "\\u{e0001}")]
    public void Nothing_that_a_terminal_would_obey_is_written(string text, string expected) =>
        Assert.Equal(expected, Visible(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_written_as_escapes() => Assert.Equal("a\\xff\\xc3b", Visible([(byte)'a', 0xFF, 0xC3, (byte)'b']));

    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(999, "999 ns")]
    [InlineData(1_234, "1.23 us")]
    [InlineData(12_345_678, "12.3 ms")]
    [InlineData(999_960_000, "1000 ms")]
    [InlineData(300_000_000_000, "300 s")]
    [InlineData(-5_000_000_000, "-5.00 s")]
    [InlineData(long.MinValue, "-9223372037 s")]
    public void Durations_have_three_figures_and_a_unit(long ns, string expected)
    {
        Span<byte> text = stackalloc byte[Quantity.MaxBytes];
        Assert.Equal(expected, Encoding.ASCII.GetString(text[..Quantity.WriteDuration(ns, text)]));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.50 KiB")]
    [InlineData(10_485_760, "10.0 MiB")]
    [InlineData(long.MaxValue, "8589934592 GiB")]
    public void Sizes_have_a_unit(long bytes, string expected)
    {
        Span<byte> text = stackalloc byte[Quantity.MaxBytes];
        Assert.Equal(expected, Encoding.ASCII.GetString(text[..Quantity.WriteSize(bytes, text)]));
    }

    private static string Visible(byte[] bytes) => OutputText.Of(output => VisibleText.Write(output, bytes));

    private static string Format(in ExchangeRecord exchange, bool colours, bool verbose)
    {
        var style = new TextStyle(colours);
        return OutputText.Of(
            exchange,
            (output, contents) => new TextFormatter(output, contents, style, verbose ? new TextDetails(output, contents, style) : null));
    }

    private static ExchangeRecord Exchange()
    {
        ExchangeRecord exchange = default;
        exchange.Header = new ExchangeHeader
        {
            Direction = Direction.Ingress,
            Protocol = HttpProtocol.Http11,
            StartNs = 1_700_000_000_123_456_789,
            DurationNs = 1_500_000,
            Client = IpEndpoint.FromIPv4(0x0A000001, 1234),
            Server = IpEndpoint.FromIPv4(0x0A000002, 80),
            Anomalies = Anomalies.ResponseIncomplete,
            Stream = 12,
        };
        exchange.Request = new MessageView
        {
            IsPresent = true,
            Method = "GET"u8,
            Target = "/cart?token=abc"u8,
            Fields = "Host: shop.example\r\n"u8,
        };
        exchange.Response = new MessageView
        {
            IsPresent = true,
            Status = 404,
            Fields = "Content-Type: text/plain\r\n"u8,
            Body = "not\r\nfound\u001b[2J"u8,
            BodyBytes = 2000,
        };
        return exchange;
    }
}
