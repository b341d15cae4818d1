using System.CommandLine;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Completion;
using PodMirror.Sidecar.Explain;
using PodMirror.Sidecar.Inject;
using PodMirror.Sidecar.Mirror;
using PodMirror.Sidecar.Replay;
using PodMirror.Sidecar.Tail;
using PodMirror.Sidecar.Tme;
using PodMirror.Sidecar.Top;

namespace PodMirror.Sidecar;

/// <summary>The command line of <c>podmirror</c>: its commands, and what is said when one goes wrong.</summary>
internal static class CommandLine
{
    // A file of that name must be readable as a capture, and no file's content belongs into an error message.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    // The library's own handler writes stack traces.
    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false };

    /// <summary>Does what the arguments ask for.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] arguments, TextWriter error)
    {
        Command mirror = MirrorCommand.Create();
        Command tme = TmeCommand.Create();
        Command inject = InjectCommand.CreateInject();
        Command completion = CompletionCommand.Create();
        var root = new RootCommand("Shows every API call of a Pod, without touching the application.")
        {
            mirror, tme, ReplayCommand.Create(), inject, InjectCommand.CreateUninject(), ExplainCommand.Create(), CheckCommand.Create(),
            TailCommand.Create(), TopCommand.Create(), completion,
        };
        HelpCommands.AddTo(root, Parsing, Invocation);
        HelpWithNotes.AddTo(root, new Dictionary<Command, string[]>
        {
            [mirror] = MirrorCommand.Notes,
            [tme] = TmeCommand.Notes,
            [inject] = InjectCommand.Notes,
            [completion] = CompletionCommand.Notes,
        });
        // With an action of its own, an unknown command is one error, and not also a missing one.
        root.SetAction(parsed => UsageErrors.Report(parsed.CommandResult.Command, "a command is missing", error));
        return InternalErrors.Guard(() => Invoke(root.Parse(arguments, Parsing), error), error);
    }

    private static int Invoke(ParseResult parsed, TextWriter error) =>
        parsed.Errors.Count > 0 ? UsageErrors.Report(parsed, error) : parsed.Invoke(Invocation);
}
