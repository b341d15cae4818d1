using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// One connection to tme: a non-blocking stream socket in the abstract namespace, which belongs to the Pod's network namespace. No call waits.
/// </summary>
internal sealed class TmeLink : IDisposable
{
    private readonly Socket _socket;

    private TmeLink(Socket socket) => _socket = socket;

    /// <summary>To be waited for.</summary>
    public SafeHandle Handle => _socket.SafeHandle;

    /// <summary>Connects, and checks that the other end runs as the given user.</summary>
    /// <param name="name">The socket's name without the NUL before it.</param>
    /// <param name="userId">The user whom the other end must be.</param>
    /// <param name="fault">Why there is no connection.</param>
    /// <returns>Null when nobody listens, or another user does.</returns>
    public static TmeLink? TryConnect(string name, uint userId, out string fault)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint("\0" + name));
            uint peer = PeerCredentials.UserOf(socket);
            if (peer == userId)
            {
                fault = "";
                return new TmeLink(socket);
            }

            fault = $"the socket @{name} belongs to user {peer}, and tme runs as user {userId} (--peer-uid): it gets nothing";
        }
        catch (SocketException e)
        {
            fault = $"no tme at the socket @{name}: {e.SocketErrorCode}";
        }

        socket.Dispose();
        return null;
    }

    /// <summary>Sends what fits. False when the connection is gone.</summary>
    public bool TrySend(ReadOnlySpan<byte> bytes, out int sent)
    {
        sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error is SocketError.Success or SocketError.WouldBlock;
    }

    /// <summary>Receives what is there, 0 bytes when nothing is. False when the connection is gone.</summary>
    public bool TryReceive(Span<byte> buffer, out int received)
    {
        received = _socket.Receive(buffer, SocketFlags.None, out SocketError error);
        return error == SocketError.WouldBlock || (error == SocketError.Success && received > 0);
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
