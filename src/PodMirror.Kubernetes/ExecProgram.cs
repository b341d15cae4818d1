using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PodMirror.Kubernetes;

/// <summary>One run of an exec plugin: bounded in time and in what is read, and told in the plugin's own words when it fails.</summary>
internal static class ExecProgram
{
    private const int MostOutput = 1 << 20;

    // ERRNO of Linux.
    private const int NoEntry = 2;
    private const int NoAccess = 13;

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Runs it.</summary>
    /// <exception cref="KubeException">It gave no credential.</exception>
    internal static async Task<ExecCredential> RunAsync(ExecSettings settings)
    {
        string name = FaultWords.FirstLine(settings.Command);
        try
        {
            return ExecCredential.Read(await OutputAsync(settings), settings.ApiVersion);
        }
        catch (KubeException fault)
        {
            throw new KubeException($"exec plugin {name}: {fault.Message}", fault);
        }
    }

    private static async Task<byte[]> OutputAsync(ExecSettings settings)
    {
        using Process process = Start(settings);
        using var limit = new CancellationTokenSource(settings.Limit);
        try
        {
            process.StandardInput.Close();
            Task<byte[]> output = ReadAsync(process.StandardOutput.BaseStream, limit.Token);
            Task<byte[]> errors = ReadAsync(process.StandardError.BaseStream, limit.Token);
            await Task.WhenAll(output, errors).WaitAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? await output : throw Failed(process.ExitCode, await errors);
        }
        catch (OperationCanceledException fault)
        {
            process.Kill(entireProcessTree: true);
            throw new KubeException($"it was not done within {settings.Limit.TotalSeconds:0.#} s", fault);
        }
    }

    private static KubeException Failed(int exitCode, byte[] errors)
    {
        string words = FaultWords.FirstLine(Encoding.UTF8.GetString(errors));
        return new KubeException($"it failed with exit code {exitCode}{(words.Length > 0 ? ": " : "")}{words}");
    }

    private static Process Start(ExecSettings settings)
    {
        string program = Find(settings.Command) ?? throw Missing(settings);
        var start = new ProcessStartInfo(program, settings.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings.Environment.Where(entry => entry.Key.Length > 0))
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = ExecCredential.Describe(settings);
        try
        {
            return Process.Start(start) ?? throw Missing(settings);
        }
        catch (Win32Exception fault)
        {
            throw fault.NativeErrorCode switch
            {
                NoEntry => Missing(settings),
                NoAccess => new KubeException("it may not be run: permission denied", fault),
                _ => new KubeException("it cannot be run", fault),
            };
        }
    }

    // Only in PATH: the framework would look beside the executable and in the working directory first.
    private static string? Find(string command)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            return command;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, command)).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Executable) != 0;

    private static KubeException Missing(ExecSettings settings)
    {
        string hint = settings.InstallHint is { } text ? FaultWords.FirstLine(text) : "";
        return new KubeException(hint.Length > 0 ? $"there is no such program; {hint}" : "there is no such program");
    }

    // What is too much is read all the same: the program is not to wait for us.
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[4096];
        for (int count = 1; count > 0;)
        {
            count = await stream.ReadAsync(buffer, cancel);
            await kept.WriteAsync(buffer.AsMemory(0, (int)Math.Min(count, MostOutput - kept.Length)), cancel);
        }

        return kept.ToArray();
    }
}
