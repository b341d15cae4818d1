using System.Net.Sockets;

namespace PodMirror.Bench.Load;

/// <summary>The server of the load: a thread and two buffers a connection, blocking calls only, to cost as little as it can.</summary>
internal static class Server
{
    /// <summary>Serves until the process is ended.</summary>
    public static int Run(Arguments arguments)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(arguments.EndPoint("--listen"));
        listener.Listen();
        while (true)
        {
            Socket peer = listener.Accept();
            peer.NoDelay = true;
            new Thread(() => Serve(peer)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket peer)
    {
        byte[] received = new byte[Wire.MaxMessageBytes];
        byte[] answer = new byte[Wire.MaxMessageBytes];
        int held = 0;
        using (peer)
        {
            while (true)
            {
                int bytes = Wire.MessageBytes(received.AsSpan(0, held), out int head);
                if (bytes > 0 && held >= bytes)
                {
                    int number = Wire.Field(received.AsSpan(0, head), "\r\nX-Request-Id: "u8);
                    int down = Wire.Field(received.AsSpan(0, head), "\r\nX-Down: "u8);
                    peer.Send(answer.AsSpan(0, Wire.WriteResponse(answer, number, down)));
                    held -= bytes;
                    received.AsSpan(bytes, held).CopyTo(received);
                    continue;
                }

                int read = peer.Receive(received.AsSpan(held), SocketFlags.None, out SocketError error);
                if (read == 0 || error != SocketError.Success)
                {
                    return;
                }

                held += read;
            }
        }
    }
}
