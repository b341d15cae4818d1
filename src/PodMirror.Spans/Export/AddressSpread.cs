using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace PodMirror.Spans;

/// <summary>
/// Connects to the addresses of a name in turn: behind a headless Service stand many receivers, and the first address alone would get everything.
/// An address that does not answer is passed over, and for a while comes last. The name is resolved for each connection, so that receivers that come
/// and go are followed.
/// </summary>
/// <param name="resolve">Finds a name's addresses.</param>
/// <param name="connect">Connects to one of them.</param>
/// <param name="time">For how long an address comes last.</param>
internal sealed class AddressSpread(
    Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPEndPoint, CancellationToken, Task<Stream>> connect, TimeProvider time)
{
    /// <summary>How long an address that did not answer comes last: a node that is gone leaves its Service in about as long.</summary>
    internal static readonly TimeSpan Demotion = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, long> _demoted = [];
    private readonly ConnectionRace<IPEndPoint> _race = new(connect, time);

    // Where the first connection goes is chance: a thousand Pods that start at once do not all begin with the same receiver.
    private int _next = Random.Shared.Next(int.MaxValue / 2);

    /// <summary>Of the system's resolver and of TCP.</summary>
    internal AddressSpread(TimeProvider time)
        : this(Dns.GetHostAddressesAsync, ConnectAsync, time)
    {
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>; throws what the last address said when none answers.</summary>
    internal async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(endPoint.Host, out IPAddress? address) ? [address] : await resolve(endPoint.Host, cancellation);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        int first = Interlocked.Increment(ref _next);
        IPEndPoint[] places = [.. InTurn(addresses, first).Select(place => new IPEndPoint(place, endPoint.Port))];
        (Stream stream, IReadOnlyList<IPEndPoint> losers) = await _race.RunAsync(places, cancellation);
        Demote(losers);
        return stream;
    }

    /// <summary>All of them from one on, and behind them those that did not answer lately.</summary>
    private IPAddress[] InTurn(IPAddress[] addresses, int first)
    {
        lock (_lock)
        {
            foreach (IPAddress gone in _demoted.Keys.Where(known => !addresses.Contains(known) || time.GetElapsedTime(_demoted[known]) >= Demotion))
            {
                _demoted.Remove(gone);
            }

            // Those that do answer are counted apart, or the one behind a dead one would get its share too.
            ILookup<bool, IPAddress> isDemoted = addresses.ToLookup(_demoted.ContainsKey);
            IPAddress[] sound = [.. isDemoted[false]];
            return [.. sound.Select((_, i) => sound[(int)((uint)(first + i) % (uint)sound.Length)]), .. isDemoted[true]];
        }
    }

    private void Demote(IReadOnlyList<IPEndPoint> losers)
    {
        lock (_lock)
        {
            foreach (IPEndPoint loser in losers)
            {
                _demoted[loser.Address] = time.GetTimestamp();
            }
        }
    }

    /// <summary>Connects by TCP.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the socket.")]
    internal static async Task<Stream> ConnectAsync(IPEndPoint to, CancellationToken cancellation)
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
