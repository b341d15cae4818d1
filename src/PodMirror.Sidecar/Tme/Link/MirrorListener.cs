using System.Globalization;
using System.Net.Sockets;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tme;

/// <summary>Listens on the abstract socket and takes the connections of mirrors that run as the right user.</summary>
internal sealed class MirrorListener : IDisposable
{
    /// <summary>One mirror is the rule; a second one comes when the first is replaced before the kernel noticed. The rest is room.</summary>
    internal const int MaxConnections = 8;

    // How long to wait for a descriptor to become free.
    private static readonly TimeSpan AcceptWait = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly uint _peerUser;
    private readonly SpanCollector _collector;
    private readonly SettingsOffer _offer;
    private readonly Action<string> _log;
    private readonly ManualResetEventSlim _draining = new(initialState: false, spinCount: 0);
    private readonly List<MirrorConnection> _connections = [];
    private readonly Thread _thread;
    private uint? _refusedUser;

    private MirrorListener(Socket socket, uint peerUser, SpanCollector collector, SettingsOffer offer, Action<string> log)
    {
        _socket = socket;
        _peerUser = peerUser;
        _collector = collector;
        _offer = offer;
        _log = log;
        _thread = new Thread(Accept) { IsBackground = true, Name = "listen" };
        _thread.Start();
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="name">The socket's name without the NUL before it.</param>
    /// <param name="peerUser">The user whom mirrors must run as.</param>
    /// <param name="collector">Takes what they send.</param>
    /// <param name="offer">What mirrors are to capture.</param>
    /// <param name="log">Takes a line for people.</param>
    /// <param name="fault">Why it cannot.</param>
    internal static MirrorListener? TryStart(
        string name, uint peerUser, SpanCollector collector, SettingsOffer offer, Action<string> log, out string? fault)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint("\0" + name));
            socket.Listen(MaxConnections);
            fault = null;
            return new MirrorListener(socket, peerUser, collector, offer, log);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            fault = e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"somebody listens at the socket @{name} already; if another tme runs in this network namespace, give one of them another --socket"
                : $"cannot listen at the socket @{name}: {e.Message}";
            return null;
        }
    }

    /// <summary>Takes no more connections, and reads those that there are until they have nothing more to say or the time is over.</summary>
    internal void Drain(TimeSpan time, TimeProvider clock)
    {
        long begun = clock.GetTimestamp();
        StopAccepting();
        foreach (MirrorConnection connection in Connections())
        {
            TimeSpan left = time - clock.GetElapsedTime(begun);
            connection.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>Tells the mirrors, of which nothing is read any more, what became of their last exchanges.</summary>
    internal void SendLastAcknowledgements()
    {
        foreach (MirrorConnection connection in Connections())
        {
            connection.TryAcknowledge();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Drain(TimeSpan.Zero, TimeProvider.System);
        foreach (MirrorConnection connection in Connections())
        {
            connection.Dispose();
        }

        _socket.Dispose();
        _draining.Dispose();
    }

    // Nothing wakes a thread that waits for nobody: on Linux a listening socket that is shut down ends the wait.
    private void StopAccepting()
    {
        if (!_draining.IsSet)
        {
            _draining.Set();
            _socket.Shutdown(SocketShutdown.Both);
            _thread.Join();
        }
    }

    private void Accept()
    {
        while (!_draining.IsSet)
        {
            Take();
        }
    }

    private void Take()
    {
        Socket socket;
        try
        {
            socket = _socket.Accept();
        }
        catch (SocketException)
        {
            // We are draining, the other end went before it was taken, or there is no descriptor left, which another moment may bring.
            _draining.Wait(AcceptWait);
            return;
        }

        uint user = PeerCredentials.UserOf(socket);
        if (user != _peerUser)
        {
            _collector.Count(TmeCounter.ConnectionsRefusedUser);
            SayRefused(user);
            socket.Dispose();
            return;
        }

        lock (_connections)
        {
            if (_connections.Count == MaxConnections)
            {
                _collector.Count(TmeCounter.ConnectionsRefusedFull);
                socket.Dispose();
                return;
            }

            Begin(socket);
        }
    }

    // Once for each user in turn: another container could fill the log otherwise.
    private void SayRefused(uint user)
    {
        if (_refusedUser != user)
        {
            _refusedUser = user;
            _log(string.Create(CultureInfo.InvariantCulture, $"refused a connection of user {user}: mirrors run as user {_peerUser} (--peer-uid)"));
        }
    }

    private void Begin(Socket socket)
    {
        _collector.Count(TmeCounter.ConnectionsAccepted);
        _collector.Count(TmeCounter.ConnectionsOpen);
        var connection = new MirrorConnection(socket, _collector, _offer, _draining, _log) { OnEnd = End };
        _connections.Add(connection);
        _log("a mirror connected");
        connection.Start();
    }

    // While draining the connection stays, for the acknowledgements that are still to come.
    private void End(MirrorConnection connection)
    {
        _collector.Count(TmeCounter.ConnectionsOpen, -1);
        if (_draining.IsSet)
        {
            return;
        }

        _log("a mirror's connection ended");
        lock (_connections)
        {
            _connections.Remove(connection);
        }

        connection.Dispose();
    }

    private MirrorConnection[] Connections()
    {
        lock (_connections)
        {
            return [.. _connections];
        }
    }
}
