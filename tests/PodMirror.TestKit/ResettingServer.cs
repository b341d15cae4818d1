using System.Net;
using System.Net.Sockets;

namespace PodMirror.TestKit;

/// <summary>Resets each connection as soon as it stands, as what is left of a receiver that was killed does until its port is closed.</summary>
public sealed class ResettingServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _thread;

    public ResettingServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _thread = new Thread(Reset);
        _thread.Start();
    }

    public Uri Url => new($"http://{_listener.LocalEndPoint}/");

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join();
    }

    private void Reset()
    {
        try
        {
            while (true)
            {
                using Socket accepted = _listener.Accept();
                accepted.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
