using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PodMirror.Sidecar;

/// <summary>Who is at the other end of a Unix socket, as the kernel knows it (unix(7), SO_PEERCRED).</summary>
internal static class PeerCredentials
{
    private const int SolSocket = 1;
    private const int SoPeerCredentials = 17;

    // struct ucred: process, user and group, four bytes each in the machine's order.
    private const int CredentialBytes = 12;
    private const int UserOffset = 4;

    /// <summary>The user of the process that connected.</summary>
    internal static uint UserOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[CredentialBytes];
        socket.GetRawSocketOption(SolSocket, SoPeerCredentials, credentials);
        return MemoryMarshal.Read<uint>(credentials[UserOffset..]);
    }
}
