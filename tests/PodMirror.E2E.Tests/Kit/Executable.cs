using System.Diagnostics;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>Runs programs.</summary>
internal static class Executable
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="command">What comes after it, words separated by one space each.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(string file, string command, string input = "")
    {
        using Process process = Start(file, command);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{file} {command}: exit code {process.ExitCode}: {await error}{output}");
    }

    /// <summary>Starts one that runs on, with its output to read.</summary>
    public static Process Start(string file, string command) => Process.Start(new ProcessStartInfo(file, command.Split(' '))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
