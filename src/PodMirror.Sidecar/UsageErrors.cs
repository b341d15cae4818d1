using System.CommandLine;

namespace PodMirror.Sidecar;

/// <summary>
/// What is said about a command line that is wrong: one line, on standard error, and where help is; nothing on standard output.
/// </summary>
public static class UsageErrors
{
    /// <summary>Writes the first of the parser's errors: the others are often only what follows from it.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult parsed, TextWriter error) => Report(parsed.CommandResult.Command, parsed.Errors[0].Message, error);

    /// <summary>Writes an error.</summary>
    /// <param name="command">Whose help is the right one.</param>
    /// <param name="message">The error, in one line.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>The exit code.</returns>
    public static int Report(Command command, string message, TextWriter error)
    {
        error.WriteLine($"podmirror: {message}");
        string name = command is RootCommand ? "" : $" {command.Name}";
        error.WriteLine($"Try 'podmirror{name} --help'.");
        return ExitCode.Usage;
    }
}
