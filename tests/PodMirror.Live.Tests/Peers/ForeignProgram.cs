using System.Diagnostics;
using System.Text;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests.Peers;

/// <summary>A program of somebody else, run in a namespace.</summary>
internal sealed class ForeignProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ForeignProgram(NetworkNamespace place, string name, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(PathOf(name)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = place.Run(() => Process.Start(start)!);
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts a program that serves until it is disposed of.</summary>
    public static ForeignProgram Start(NetworkNamespace place, string name, params string[] arguments) => new(place, name, arguments);

    /// <summary>Runs a program to its end, which must be a good one, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(NetworkNamespace place, string name, params string[] arguments)
    {
        using var program = new ForeignProgram(place, name, arguments);
        using var patience = new CancellationTokenSource(Patience);
        await program._process.WaitForExitAsync(patience.Token);
        Assert.True(program._process.ExitCode == 0, $"{name} ended with {program._process.ExitCode}: {program.Said}");
        return program.Said;
    }

    /// <summary>Skips the test when the machine lacks a program.</summary>
    public static void Need(params string[] names)
    {
        foreach (string name in names)
        {
            Assert.SkipWhen(PathOf(name) is null, $"{name} is missing: scripts/setup test installs it");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string? PathOf(string name) => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':')
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }
}
