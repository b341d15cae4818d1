namespace PodMirror.Fuzz;

/// <summary>Ends the process when one input runs for too long: a loop that does not end is a finding like a crash.</summary>
internal sealed class Watchdog : IDisposable
{
    // Far above what any input of 64 KiB needs on a machine that also does other things.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Timer _timer;
    private long _runs;
    private long _runsAtLastLook = -1;

    /// <summary>Starts looking. A whole period without a finished run is a hang.</summary>
    public Watchdog() => _timer = new Timer(_ => Look(), null, Limit, Limit);

    /// <summary>The exit code of a process that was ended for a hang.</summary>
    public const int HangExitCode = 99;

    /// <summary>One more input has run.</summary>
    public void Ran() => Volatile.Write(ref _runs, _runs + 1);

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long runs = Volatile.Read(ref _runs);
        if (runs == _runsAtLastLook)
        {
            Console.Error.WriteLine($"no input finished within {Limit.TotalSeconds:F0} s");
            Environment.Exit(HangExitCode);
        }

        _runsAtLastLook = runs;
    }
}
