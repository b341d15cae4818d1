using System.CommandLine;
using System.CommandLine.Parsing;

namespace PodMirror.Sidecar;

/// <summary><c>podmirror help</c> and <c>podmirror version</c>, for who knows them from other tools: the same as the options.</summary>
internal static class HelpCommands
{
    /// <summary>Adds them. The commands that have help are those that are there already.</summary>
    /// <param name="root">The command line.</param>
    /// <param name="parsing">How it is read.</param>
    /// <param name="invocation">How it is invoked.</param>
    internal static void AddTo(RootCommand root, ParserConfiguration parsing, InvocationConfiguration invocation)
    {
        string[] names = [.. root.Subcommands.Select(command => command.Name)];
        var name = new Argument<string?>("COMMAND") { Description = "The command.", HelpName = "COMMAND", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(names);
        name.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => !names.Contains(token.Value)))
            {
                result.AddError($"'{token.Value}' is not a command");
            }
        });
        var help = new Command("help", "Show the help of a command, as --help does.") { name };
        help.SetAction(parsed => Invoke(parsed.GetValue(name) is { } command ? [command, "--help"] : ["--help"]));
        var version = new Command("version", "Show the version, as --version does.");
        version.SetAction(_ => Invoke(["--version"]));
        root.Add(help);
        root.Add(version);

        int Invoke(string[] arguments) => root.Parse(arguments, parsing).Invoke(invocation);
    }
}
