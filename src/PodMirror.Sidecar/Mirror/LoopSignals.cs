using System.Runtime.InteropServices;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// The signals of the mirror, in force until disposed: the first SIGTERM or SIGINT ends the capture, a second one the process at once, as if it
/// were not handled; SIGUSR1 asks for the ledger.
/// </summary>
internal sealed class LoopSignals : IDisposable
{
    /// <summary>SIGUSR1 on every processor that .NET runs on; the enumeration does not name it.</summary>
    private const PosixSignal UserSignal1 = (PosixSignal)10;

    private readonly MirrorLoop _loop;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _user;
    private int _stops;

    /// <summary>Begins to listen.</summary>
    public LoopSignals(MirrorLoop loop)
    {
        _loop = loop;
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _user = PosixSignalRegistration.Create(UserSignal1, context =>
        {
            context.Cancel = true;
            _loop.RequestSnapshot();
        });
    }

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
        _loop.Stop();
    }
}
