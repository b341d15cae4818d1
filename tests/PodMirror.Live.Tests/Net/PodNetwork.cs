using System.Net;
using System.Net.Sockets;

namespace PodMirror.Live.Tests.Net;

/// <summary>A Pod-like namespace and one outside, joined by a veth pair as a network plugin would: eth0 in each, IPv4 and IPv6.</summary>
internal sealed class PodNetwork : IDisposable
{
    public static readonly IPAddress PodAddress = IPAddress.Parse("10.77.0.2");
    public static readonly IPAddress OutsideAddress = IPAddress.Parse("10.77.0.1");
    public static readonly IPAddress PodAddress6 = IPAddress.Parse("fd77::2");

    public PodNetwork()
    {
        Outside.Ip($"link add eth0 type veth peer name eth0 netns {Pod.ThreadId}");
        Configure(Outside, "10.77.0.1/24", "fd77::1/64");
        Configure(Pod, "10.77.0.2/24", "fd77::2/64");
    }

    public NetworkNamespace Pod { get; } = new();

    public NetworkNamespace Outside { get; } = new();

    /// <summary>A socket that listens in a namespace, at a port that the kernel chooses unless one is given.</summary>
    public static Socket Listen(NetworkNamespace place, IPAddress address, int port = 0) => place.Run(() =>
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen(128);
        return socket;
    });

    /// <summary>A client whose connections begin in a namespace.</summary>
    public static HttpClient Client(NetworkNamespace place) => new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var address = IPAddress.Parse(context.DnsEndPoint.Host);
                Socket socket = place.Run(() => new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

    public void Dispose()
    {
        Pod.Dispose();
        Outside.Dispose();
    }

    private static void Configure(NetworkNamespace place, string address, string address6)
    {
        place.Ip($"addr add {address} dev eth0");
        place.Ip($"addr add {address6} dev eth0 nodad");
        place.Ip("link set eth0 up");
    }
}
