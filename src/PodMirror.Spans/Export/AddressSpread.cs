using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace PodMirror.Spans;

/// <summary>
/// Connects to the addresses of a name in turn: behind a headless Service stand many receivers, and the first address alone would get everything.
/// An address that does not answer is passed over. The name is resolved for each connection, so that receivers that come and go are followed.
/// </summary>
/// <param name="resolve">Finds a name's addresses.</param>
internal sealed class AddressSpread(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    // Where the first connection goes is chance: a thousand Pods that start at once do not all begin with the same receiver.
    private int _next = Random.Shared.Next(int.MaxValue / 2);

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>; throws what the last address said when none answers.</summary>
    internal async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(endPoint.Host, out IPAddress? address) ? [address] : await resolve(endPoint.Host, cancellation);
        int first = Interlocked.Increment(ref _next);
        SocketException? fault = null;
        for (int i = 0; i < addresses.Length; i++)
        {
            try
            {
                var to = new IPEndPoint(addresses[(int)((uint)(first + i) % (uint)addresses.Length)], endPoint.Port);
                return await ConnectAsync(to, cancellation);
            }
            catch (SocketException refused)
            {
                fault = refused;
            }
        }

        throw fault ?? new SocketException((int)SocketError.HostNotFound);
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the socket.")]
    private static async Task<NetworkStream> ConnectAsync(IPEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, cancellation);

            // Asked here, the socket keeps the answer for the handler, which asks outside of what it takes for faults of a connection: of one that is
            // reset already it would throw what no sender repeats.
            _ = socket.RemoteEndPoint;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
