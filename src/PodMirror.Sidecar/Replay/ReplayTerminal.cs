namespace PodMirror.Sidecar.Replay;

/// <summary>What replay finds around it: streams, whether people look at them, and the clock.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutputIsRedirected">Whether standard output is no terminal.</param>
/// <param name="Colours">Whether standard output is a terminal that wants colours.</param>
/// <param name="Progress">Whether standard error is a terminal, so that a progress bar makes sense.</param>
/// <param name="Clock">The time, only for the progress bar.</param>
public sealed record ReplayTerminal(
    Stream Input, Stream Output, TextWriter Error, bool OutputIsRedirected, bool Colours, bool Progress, TimeProvider Clock)
{
    /// <summary>The process's own. Colours follow https://no-color.org.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    public static ReplayTerminal OfProcess(Stream input, Stream output) => new(
        input,
        output,
        Console.Error,
        Console.IsOutputRedirected,
        TerminalColours.AreWanted(Console.IsOutputRedirected),
        !Console.IsErrorRedirected && TerminalColours.AreKnown,
        TimeProvider.System);
}
