using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PodMirror.Sidecar;

/// <summary>Help that ends with what there is to know about a command beyond its options: in the table of commands a sentence is enough.</summary>
/// <param name="help">The library's help.</param>
/// <param name="notes">Lines for each command that has some.</param>
internal sealed class HelpWithNotes(SynchronousCommandLineAction help, IReadOnlyDictionary<Command, string[]> notes) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help need not have the command line right.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Adds the notes to the help of a command and of those below it.</summary>
    internal static void AddTo(RootCommand root, IReadOnlyDictionary<Command, string[]> notes)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        if (option.Action is SynchronousCommandLineAction help)
        {
            option.Action = new HelpWithNotes(help, notes);
        }
    }

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        if (notes.TryGetValue(parseResult.CommandResult.Command, out string[]? lines))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Notes:");
            foreach (string line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        return exitCode;
    }
}
