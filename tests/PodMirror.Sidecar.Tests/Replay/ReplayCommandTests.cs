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
    [InlineData("a", "--no-such-option")]
    public void A_wrong_command_line_has_an_error(params string[] arguments) => Assert.NotEmpty(ReplayCommand.Create().Parse(arguments).Errors);

    private static ReplayOptions Options(params string[] arguments)
    {
        ParseResult parsed = ReplayCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        return ReplayCommand.OptionsOf(parsed);
    }
}
