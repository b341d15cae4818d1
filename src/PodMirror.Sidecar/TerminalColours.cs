namespace PodMirror.Sidecar;

/// <summary>Whether people look at an output through a terminal that can show colours.</summary>
internal static class TerminalColours
{
    /// <summary>Whether the terminal can do more than print lines.</summary>
    internal static bool AreKnown => Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Whether an output wants colours (https://no-color.org).</summary>
    /// <param name="isRedirected">Whether it is no terminal.</param>
    internal static bool AreWanted(bool isRedirected) =>
        !isRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && AreKnown;
}
