using System.Diagnostics;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>kubectl, as users have it.</summary>
internal static class Kubectl
{
    /// <inheritdoc cref="Executable.RunAsync"/>
    public static Task<string> RunAsync(string command, string input = "") => Executable.RunAsync("kubectl", command, input);

    /// <inheritdoc cref="Executable.Start"/>
    public static Process Start(string command) => Executable.Start("kubectl", command);
}
