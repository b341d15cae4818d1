using PodMirror.Kubernetes;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>What a live command finds around it.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Width">The columns of the terminal that standard output is; null when it is none, and lines are as long as they have to be.</param>
/// <param name="Colours">Whether the output is coloured.</param>
internal sealed record LiveTerminal(TextWriter Output, TextWriter Error, Func<int>? Width, bool Colours)
{
    private const int UsualWidth = 80;

    /// <summary>That of the process.</summary>
    internal static LiveTerminal OfProcess()
    {
        bool isRedirected = Console.IsOutputRedirected;
        return new LiveTerminal(
            new StreamWriter(StandardOutput.Open()), Console.Error, isRedirected ? null : ConsoleWidth, TerminalColours.AreWanted(isRedirected));
    }

    /// <summary>Runs a command, and says what went wrong and what to do.</summary>
    /// <returns>The exit code. Being ended, and a reader that is gone, are no faults.</returns>
    internal async Task<int> RunAsync(Func<Task> command)
    {
        try
        {
            await command();
            await Output.FlushAsync();
            return ExitCode.Ok;
        }
        catch (AgentException fault)
        {
            await Error.WriteLineAsync(VisibleRunes.Of($"podmirror: {fault.Message}"));
            foreach (string advice in fault.Advice)
            {
                await Error.WriteLineAsync(VisibleRunes.Of($"  {advice}"));
            }

            return fault.Code;
        }
        catch (KubeException fault)
        {
            await Error.WriteLineAsync(VisibleRunes.Of($"podmirror: {fault.Message}"));
            return ExitCode.Error;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            return ExitCode.Ok;
        }
    }

    private static int ConsoleWidth() => Console.WindowWidth is > 0 and var width ? width : UsualWidth;
}
