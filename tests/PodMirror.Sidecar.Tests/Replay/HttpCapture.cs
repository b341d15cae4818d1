using System.Text;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>Writes captures of whole TCP connections between two hosts, packet by packet, a millisecond apart.</summary>
internal sealed class HttpCapture
{
    public const string Client = "10.0.0.1";
    public const string Server = "10.0.0.2";
    public const long StartNs = 1_700_000_000_000_000_001;

    private const int ServerPort = 80;
    private const long StepNs = 1_000_000;
    private const uint EthernetLink = 1;

    private readonly PcapWriter _writer = new(EthernetLink);
    private long _nowNs = StartNs;

    /// <summary>A connection with one exchange, from SYN to FIN.</summary>
    public HttpCapture Connection(int clientPort, string request, string response)
    {
        uint client = 1000;
        uint server = 5000;
        Segment(true, clientPort, client++, 0, Headers.Syn, "");
        Segment(false, clientPort, server++, client, Headers.Syn | Headers.Ack, "");
        Segment(true, clientPort, client, server, Headers.Psh | Headers.Ack, request);
        client += (uint)request.Length;
        Segment(false, clientPort, server, client, Headers.Psh | Headers.Ack, response);
        server += (uint)response.Length;
        Segment(true, clientPort, client, server, Headers.Fin | Headers.Ack, "");
        Segment(false, clientPort, server, client + 1, Headers.Fin | Headers.Ack, "");
        return this;
    }

    /// <summary>One segment; the last bytes may be cut by a snap length.</summary>
    public HttpCapture Segment(bool fromClient, int clientPort, uint sequence, uint acknowledgement, int flags, string payload, int cutBytes = 0)
    {
        (string source, string destination) = fromClient ? (Client, Server) : (Server, Client);
        (int sourcePort, int destinationPort) = fromClient ? (clientPort, ServerPort) : (ServerPort, clientPort);
        byte[] tcp = Headers.Tcp(sourcePort, destinationPort, sequence, acknowledgement, (byte)flags, Encoding.Latin1.GetBytes(payload));
        byte[] frame = Headers.Ethernet(Headers.Ip(source, destination, Headers.TcpProtocol, tcp));
        _writer.Frame(_nowNs, frame.AsSpan(0, frame.Length - cutBytes), frame.Length);
        _nowNs += StepNs;
        return this;
    }

    public byte[] ToArray() => _writer.ToArray();

    /// <summary>A small capture: two connections with an exchange each.</summary>
    public static byte[] Sample() => new HttpCapture()
        .Connection(40_000, "GET /first HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        .Connection(40_001, "GET /second HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        .ToArray();
}
