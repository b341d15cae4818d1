using System.CommandLine;
using PodMirror.Injection;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

public sealed class InjectCommandTests
{
    [Fact]
    public void Without_options_the_settings_decide()
    {
        InjectOptions options = Options("a.yaml");

        Assert.Equal(["a.yaml"], options.Files);
        Assert.True(options is { Output: null, Json: false, Config: null, Image: null, Endpoint: null, Mode: null, NativeSidecars: null });
    }

    [Fact]
    public void Every_option_of_inject_arrives()
    {
        InjectOptions options = Options(
            "b", "-f", "a", "--filename", "-", "-o", "out", "--json", "--config", "c", "--image", "i", "--endpoint", "https://e", "--mode", "egress",
            "--native-sidecars");

        Assert.Equal(["a", "-", "b"], options.Files);
        Assert.Equal(("out", true, "c"), (options.Output, options.Json, options.Config));
        Assert.Equal(("i", "https://e", MirrorMode.Egress, true), (options.Image, options.Endpoint, options.Mode, options.NativeSidecars));
    }

    [Fact]
    public void Native_sidecars_can_be_asked_away_and_the_output_can_be_named_standard() =>
        Assert.True(Options("a", "--native-sidecars=false", "-o", "-") is { NativeSidecars: false, Output: null });

    [Theory]
    [InlineData("--mode 'both' is not ingress, egress or ingress_and_egress", "a", "--mode", "both")]
    [InlineData("--endpoint 'tme:4317' is not a URL as http://podmirror.podmirror.svc:4318", "a", "--endpoint", "tme:4317")]
    [InlineData("--image 'a b' is not the name of an image", "a", "--image", "a b")]
    public void A_wrong_value_of_inject_is_one_line(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.Single(InjectCommand.CreateInject().Parse(arguments).Errors).Message);

    [Theory]
    [InlineData("a file is missing; - is standard input")]
    [InlineData("-: standard input can be read only once", "-", "-f", "-")]
    [InlineData("-: standard input can be read only once", "-", "--config", "-")]
    [InlineData("--bogus: no such option; a file of that name is ./--bogus", "--bogus")]
    [InlineData(null, "-f", "-")]
    [InlineData(null, "--", "--bogus")]
    public void Files_that_cannot_be_are_refused(string? fault, params string[] arguments)
    {
        ParseResult parsed = InjectCommand.CreateInject().Parse(arguments);

        Assert.Empty(parsed.Errors);
        Assert.Equal(fault, InjectCommand.FaultOfFiles(parsed));
    }

    [Theory]
    [InlineData("--mode", "egress")]
    [InlineData("--native-sidecars")]
    public void Uninject_has_no_options_of_what_is_added(params string[] arguments)
    {
        ParseResult parsed = InjectCommand.CreateUninject().Parse(["a", .. arguments]);

        Assert.True(parsed.Errors.Count > 0 || InjectCommand.FaultOfFiles(parsed) is not null);
    }

    private static InjectOptions Options(params string[] arguments)
    {
        ParseResult parsed = InjectCommand.CreateInject().Parse(arguments);
        Assert.Empty(parsed.Errors);
        return InjectCommand.OptionsOf(parsed);
    }
}
