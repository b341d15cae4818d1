using System.Diagnostics;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>kubectl, as users have it.</summary>
internal static class Kubectl
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="command">What comes after <c>kubectl</c>, its words separated by one space each.</param>
    /// <param name="input">What it reads, for <c>-f -</c>.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(string command, string input = "")
    {
        using Process process = Process.Start(StartInfo(command))!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"kubectl {command}: exit code {process.ExitCode}: {await error}{output}");
    }

    /// <summary>Starts one that runs on, with its output to read.</summary>
    public static Process Start(string command) => Process.Start(StartInfo(command))!;

    private static ProcessStartInfo StartInfo(string command) => new("kubectl", command.Split(' '))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
