using System.CommandLine;

namespace PodMirror.Sidecar.Completion;

/// <summary>The command line of <c>podmirror completion</c>. What it says: docs/completion.md.</summary>
internal static class CompletionCommand
{
    /// <summary>How to install the scripts.</summary>
    internal static readonly string[] Notes =
    [
        "For this shell alone, and for every one to come:",
        "  bash  source <(podmirror completion bash)         podmirror completion bash > ~/.local/share/bash-completion/completions/podmirror",
        "  zsh   source <(podmirror completion zsh)          podmirror completion zsh > a file _podmirror in a folder of $fpath",
        "  fish  podmirror completion fish | source          podmirror completion fish > ~/.config/fish/completions/podmirror.fish",
    ];

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = CompletionScripts.Bash,
        ["zsh"] = CompletionScripts.Zsh,
        ["fish"] = CompletionScripts.Fish,
    };

    private static readonly Argument<string> Shell = new("SHELL") { Description = "bash, zsh or fish.", HelpName = "SHELL" };

    static CompletionCommand()
    {
        Shell.CompletionSources.Add([.. Scripts.Keys]);
        Shell.Validators.Add(result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!Scripts.ContainsKey(text))
            {
                result.AddError($"'{text}' is not one of {string.Join(", ", Scripts.Keys)}");
            }
        });
    }

    /// <summary>The command with its argument and its action.</summary>
    internal static Command Create()
    {
        var command = new Command("completion", "Write a script that has a shell complete podmirror's commands and options.") { Shell };
        command.SetAction(parsed => Run(parsed, Console.Out));
        return command;
    }

    private static int Run(ParseResult parsed, TextWriter output)
    {
        output.Write(Scripts[parsed.GetRequiredValue(Shell)]);
        return ExitCode.Ok;
    }
}
