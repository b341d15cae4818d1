namespace PodMirror.Sidecar.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("a command is missing")]
    [InlineData("Unrecognized command or argument 'hlep'.", "hlep")]
    [InlineData("Unrecognized command or argument 'bogus'.", "bogus", "file", "--more")]
    [InlineData("Unrecognized command or argument 'bogus'.", "bogus")]
    [InlineData("Unrecognized command or argument '--bogus'.", "--bogus")]
    [InlineData("Unrecognized command or argument '@/dev/null'.", "@/dev/null")]
    public void A_line_without_a_command_that_is_known_is_one_error_and_the_way_to_help(string message, params string[] arguments)
    {
        var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, CommandLine.Run(arguments, error));

        Assert.Equal($"podmirror: {message}\nTry 'podmirror --help'.\n", error.ToString());
    }

    [Fact]
    public void An_unknown_word_before_a_command_is_the_only_error()
    {
        var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, CommandLine.Run(["hlep", "replay"], error));

        Assert.StartsWith("podmirror: Unrecognized command or argument 'hlep'.\nTry ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_of_what_is_no_command_is_one_error()
    {
        var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, CommandLine.Run(["help", "bogus"], error));

        Assert.Equal("podmirror: 'bogus' is not a command\nTry 'podmirror help --help'.\n", error.ToString());
    }

    [Fact]
    public void What_nobody_expected_is_one_line_and_an_exit_code_of_its_own()
    {
        var error = new StringWriter();

        Assert.Equal(ExitCode.Internal, InternalErrors.Guard(() => throw new InvalidOperationException("two\nlines"), error));

        Assert.Equal("podmirror: internal error: InvalidOperationException: two lines; please report it\n", error.ToString());
    }

    [Fact]
    public void The_exit_code_of_a_command_goes_through() => Assert.Equal(3, InternalErrors.Guard(() => 3, TextWriter.Null));
}
