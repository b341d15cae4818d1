using System.Net.Sockets;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tests.Mirror;

/// <summary>tme's end of the socket, moved by hand.</summary>
internal sealed class TestPeer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Socket? _socket;

    public TestPeer(string name)
    {
        _listener.Bind(new UnixDomainSocketEndPoint("\0" + name));
        _listener.Listen(1);
    }

    public void Accept() => _socket = _listener.Accept();

    /// <summary>Reads so many bytes.</summary>
    public byte[] Read(int count)
    {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            int read = _socket!.Receive(bytes.AsSpan(at));
            Assert.NotEqual(0, read);
            at += read;
        }

        return bytes;
    }

    /// <summary>Reads and forgets so many bytes, by way of a buffer that holds them.</summary>
    public void Drain(byte[] buffer, int count)
    {
        while (count > 0)
        {
            count -= _socket!.Receive(buffer.AsSpan(0, count));
        }
    }

    public void Acknowledge(ulong disposed) => Acknowledge(disposed, new byte[RecordFormat.AcknowledgementBytes]);

    public void Acknowledge(ulong disposed, byte[] buffer)
    {
        RecordFormat.WriteAcknowledgement(buffer, disposed);
        _socket!.Send(buffer.AsSpan(0, RecordFormat.AcknowledgementBytes));
    }

    public void Send(byte[] bytes) => _socket!.Send(bytes);

    public void Close() => _socket!.Dispose();

    public void Dispose()
    {
        _socket?.Dispose();
        _listener.Dispose();
    }
}
