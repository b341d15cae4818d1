using System.Net;
using System.Net.Sockets;

// Two network namespaces cannot reach each other's ports, but both reach a file: a Unix socket carries the bytes between them.
// usage: PodMirror.Demo.Relay LISTEN CONNECT, each an ADDRESS:PORT or the path of a Unix socket
if (args.Length != 2)
{
    await Console.Error.WriteLineAsync("usage: PodMirror.Demo.Relay LISTEN CONNECT").ConfigureAwait(false);
    return 64;
}

static EndPoint Parse(string text) => IPEndPoint.TryParse(text, out IPEndPoint? ip) ? ip : new UnixDomainSocketEndPoint(text);

static Socket Open(EndPoint at) =>
    at is IPEndPoint ? new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, 0);

static async Task CopyAsync(NetworkStream from, NetworkStream to)
{
    await from.CopyToAsync(to).ConfigureAwait(false);
    to.Socket.Shutdown(SocketShutdown.Send);
}

static async Task CarryAsync(Socket caller, EndPoint to)
{
    try
    {
        using var near = new NetworkStream(caller, ownsSocket: true);
        using Socket callee = Open(to);
        await callee.ConnectAsync(to).ConfigureAwait(false);
        using var far = new NetworkStream(callee);
        await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near)).ConfigureAwait(false);
    }
    catch (Exception e) when (e is SocketException or IOException)
    {
        // One of the two has gone, and with it the connection.
    }
}

EndPoint listen = Parse(args[0]);
EndPoint connect = Parse(args[1]);
using Socket listener = Open(listen);
if (listen is IPEndPoint)
{
    // Connections of the demo before this one may still be in TIME-WAIT.
    listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
}

listener.Bind(listen);
listener.Listen();
while (true)
{
    _ = CarryAsync(await listener.AcceptAsync().ConfigureAwait(false), connect);
}
