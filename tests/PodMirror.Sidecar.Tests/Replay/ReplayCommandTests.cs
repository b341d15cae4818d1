using System.CommandLine;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class ReplayCommandTests
{
    [Fact]
    public void Without_options_everything_in_the_file_is_shown_redacted_as_text()
    {
        ReplayOptions options = Options("a.pcap", "-");

        Assert.Equal(["a.pcap", "-"], options.Files);
        Assert.Equal(ReplayFormat.Text, options.Format);
        Assert.Equal(CaptureMode.IngressAndEgress, options.Mode);
        Assert.True(options.Redact);
        Assert.Equal(131_072, options.MaxBodyBytes);
        Assert.Null(options.Output);
        Assert.Empty(options.Local);
        Assert.False(options.Stats || options.Verbose);
    }

    [Fact]
    public void Every_option_arrives()
    {
        ReplayOptions options = Options(
            "a", "--format", "json", "--mode", "egress", "--local", "10.0.0.1", "--local", "fd00::/64", "--no-redact", "--stats", "-v",
            "--max-body-bytes", "0", "-o", "out");

        Assert.Equal(ReplayFormat.Json, options.Format);
        Assert.Equal(CaptureMode.Egress, options.Mode);
        Assert.Equal(2, options.Local.Count);
        Assert.False(options.Redact);
        Assert.True(options.Stats && options.Verbose);
        Assert.Equal(0, options.MaxBodyBytes);
        Assert.Equal("out", options.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("a", "--format", "xml")]
    [InlineData("a", "--mode", "both")]
    [InlineData("a", "--local", "10.0.0.1/33")]
    [InlineData("a", "--local", "10.1")]
    [InlineData("a", "--local", "here")]
    [InlineData("a", "--max-body-bytes", "-1")]
    [InlineData("a", "--max-body-bytes", "1048577")]
    [InlineData("a", "--max-body-bytes", "many")]
    public void A_wrong_command_line_has_an_error(params string[] arguments) => Assert.NotEmpty(ReplayCommand.Create().Parse(arguments).Errors);

    [Theory]
    [InlineData("--mode 'sideways' is not ingress, egress or ingress_and_egress", "a", "--mode", "sideways")]
    [InlineData("--format 'xml' is not text, json or otlp", "a", "-f", "xml")]
    [InlineData("--max-body-bytes '2Mi' is not a number of bytes from 0 B to 1 MiB", "a", "--max-body-bytes", "2Mi")]
    public void A_wrong_value_is_one_line_with_the_option_and_what_it_takes(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.Single(ReplayCommand.Create().Parse(arguments).Errors).Message);

    [Fact]
    public void A_size_is_read_as_the_other_commands_read_it() => Assert.Equal(1024, Options("a", "--max-body-bytes", "1Ki").MaxBodyBytes);

    [Theory]
    [InlineData("--no-such-option: no such option; a file of that name is ./--no-such-option", "a", "--no-such-option")]
    [InlineData("--first: no such option; a file of that name is ./--first", "--first", "--", "--second")]
    [InlineData(null, "--", "--bogus")]
    [InlineData(null, "a", "--", "--bogus", "-v")]
    [InlineData("-: standard input can be read only once", "-", "-")]
    [InlineData("-: standard input can be read only once", "-", "--", "-")]
    [InlineData(null, "-", "a")]
    public void What_looks_like_an_option_is_no_file_before_two_dashes_and_standard_input_is_read_once(string? fault, params string[] arguments)
    {
        ParseResult parsed = ReplayCommand.Create().Parse(arguments);

        Assert.Empty(parsed.Errors);
        Assert.Equal(fault, ReplayCommand.FaultOfFiles(parsed));
    }

    private static ReplayOptions Options(params string[] arguments)
    {
        ParseResult parsed = ReplayCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        return ReplayCommand.OptionsOf(parsed);
    }
}
