namespace PodMirror.Sidecar.Check;

/// <summary>What to do about Pods: the first few by their names, since nobody copies a command with a gap in it.</summary>
internal static class PodAdvice
{
    private const int MostCommands = 3;

    /// <summary>The commands in a line, and where the rest of them is found.</summary>
    /// <param name="pods">The Pods.</param>
    /// <param name="count">How many there are, which may be more.</param>
    /// <param name="command">The command of a Pod.</param>
    /// <param name="rest">What tells of all.</param>
    /// <returns>Null when no Pod is known by its name.</returns>
    internal static string? Of(IReadOnlyList<PodOrigin> pods, int count, Func<PodOrigin, string> command, string rest)
    {
        string[] commands = [.. pods.Select(command).Distinct()];
        bool isCut = commands.Length > MostCommands || count > Math.Min(pods.Count, NamespaceChecks.MostNames);
        string[] parts = [.. commands.Take(MostCommands), .. isCut ? new[] { $"all of them: {rest}" } : []];
        return parts.Length > 0 ? string.Join("; ", parts) : null;
    }
}
