using System.CommandLine;
using System.CommandLine.Parsing;

namespace PodMirror.Sidecar;

/// <summary>What is said about a command line that is wrong: a line for each error, on standard error, and nothing on standard output.</summary>
public static class UsageErrors
{
    /// <summary>Writes the errors and where help is.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult parsed, TextWriter error)
    {
        foreach (ParseError found in parsed.Errors)
        {
            error.WriteLine($"podmirror: {found.Message}");
        }

        string command = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        error.WriteLine($"Try 'podmirror{command} --help'.");
        return ExitCode.Usage;
    }
}
