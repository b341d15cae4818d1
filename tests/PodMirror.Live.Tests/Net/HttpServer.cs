using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PodMirror.Live.Tests.Net;

/// <summary>
/// A small keep-alive HTTP/1.1 server: answers every request with as many bytes as its <c>X-Answer-Bytes</c> asks for, after reading its body.
/// </summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public HttpServer(NetworkNamespace place, IPAddress address, int port = 0)
    {
        _listener = PodNetwork.Listen(place, address, port);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _loop = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>Bytes of the answer with such a body, its head included.</summary>
    public static int AnswerBytes(int bodyBytes) => Answer(bodyBytes).Length;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket peer = await _listener.AcceptAsync(_stop.Token);
                peer.NoDelay = true;
                _ = Task.Run(() => ServeAsync(peer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket peer)
    {
        try
        {
            using var stream = new NetworkStream(peer, ownsSocket: true);
            byte[] buffer = new byte[256 * 1024];
            int held = 0;
            while (true)
            {
                int head;
                while ((head = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(held), _stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    held += read;
                }

                string text = Encoding.ASCII.GetString(buffer, 0, head + 2);
                int bodyBytes = Field(text, "Content-Length");
                while (held < head + 4 + bodyBytes)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(held), _stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    held += read;
                }

                held -= head + 4 + bodyBytes;
                buffer.AsSpan(head + 4 + bodyBytes, held).CopyTo(buffer);
                await stream.WriteAsync(Answer(Field(text, "X-Answer-Bytes")), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The peer or the test has gone.
        }
    }

    private static byte[] Answer(int bodyBytes)
    {
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {bodyBytes}\r\n\r\n");
        byte[] answer = new byte[head.Length + bodyBytes];
        head.CopyTo(answer, 0);
        answer.AsSpan(head.Length).Fill((byte)'r');
        return answer;
    }

    private static int Field(string head, string name)
    {
        foreach (string line in head.Split("\r\n"))
        {
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            {
                return int.Parse(line.AsSpan(name.Length + 1));
            }
        }

        return 0;
    }
}
