using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>
/// An HTTP server made of a socket: reads a request whole, then sends the bytes of its script, and does with the connection what the script says.
/// A library's server would not send what a broken one does.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private readonly Func<int, Answer> _script;
    private readonly X509Certificate2? _certificate;
    private int _requests;

    public ScriptedServer(Func<int, Answer> script, X509Certificate2? certificate = null)
    {
        _script = script;
        _certificate = certificate;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/traces");

    public List<string> Heads { get; } = [];

    public List<byte[]> Bodies { get; } = [];

    public static Answer Status(int status, string fields = "", byte[]? body = null) => new()
    {
        Bytes = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body?.Length ?? 0}\r\n{fields}\r\n"), .. body ?? []],
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _loop;
        _end.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    stream = tls;
                }

                while (await ReadRequestAsync(stream))
                {
                    Answer answer = _script(Interlocked.Increment(ref _requests) - 1);
                    await stream.WriteAsync(answer.Bytes, _end.Token);
                    while (answer.Endless)
                    {
                        await stream.WriteAsync(new byte[8192], _end.Token);
                    }

                    if (answer.Hangs)
                    {
                        await Task.Delay(Timeout.Infinite, _end.Token);
                    }

                    if (answer.HangsUp)
                    {
                        return;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<bool> ReadRequestAsync(Stream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return false;
            }

            head.Append((char)one[0]);
        }

        string text = head.ToString();
        string length = text.Split("Content-Length: ")[1].Split('\r')[0];
        byte[] body = new byte[int.Parse(length)];
        await stream.ReadExactlyAsync(body, _end.Token);
        lock (Heads)
        {
            Heads.Add(text);
            Bodies.Add(body);
        }

        return true;
    }

    /// <summary>What the server does with one request.</summary>
    internal sealed record Answer
    {
        public byte[] Bytes { get; init; } = [];

        public bool HangsUp { get; init; }

        public bool Hangs { get; init; }

        public bool Endless { get; init; }
    }
}
