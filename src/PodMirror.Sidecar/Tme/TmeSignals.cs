using System.Runtime.InteropServices;

namespace PodMirror.Sidecar.Tme;

/// <summary>
/// The signals of tme, in force until disposed: the first SIGTERM or SIGINT lets it drain, a second one ends the process at once, as if it
/// were not handled; SIGUSR1 asks for the ledger.
/// </summary>
internal sealed class TmeSignals : IDisposable
{
    // The enumeration does not name it; the number is the same on every processor that .NET runs on.
    private const PosixSignal UserSignal1 = (PosixSignal)10;

    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _user;
    private int _stops;

    /// <summary>Begins to listen.</summary>
    /// <param name="onLedger">Called when the ledger is asked for.</param>
    internal TmeSignals(Action onLedger)
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _user = PosixSignalRegistration.Create(UserSignal1, context =>
        {
            context.Cancel = true;
            onLedger();
        });
    }

    /// <summary>Complete when tme shall end.</summary>
    internal Task Stopping => _stop.Task;

    /// <inheritdoc />
    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _user.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = Interlocked.Increment(ref _stops) == 1;
        _stop.TrySetResult();
    }
}
