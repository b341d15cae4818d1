using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

/// <summary>
/// An HTTP server made of a socket: reads a request whole, then sends the bytes of its script, and does with the connection what the script says.
/// A library's server would not send what a broken one does.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpServer _server;
    private readonly Func<int, Answer> _script;
    private readonly X509Certificate2? _certificate;
    private int _requests;

    public ScriptedServer(Func<int, Answer> script, X509Certificate2? certificate = null)
    {
        _script = script;
        _certificate = certificate;
        _server = new TcpServer(ServeAsync);
    }

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://localhost:{_server.EndPoint.Port}/v1/traces");

    public List<string> Heads { get; } = [];

    public List<byte[]> Bodies { get; } = [];

    public static Answer Status(int status, string fields = "", byte[]? body = null) => new()
    {
        Bytes = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body?.Length ?? 0}\r\n{fields}\r\n"), .. body ?? []],
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        if (await StreamAsync(client) is not { } stream)
        {
            return;
        }

        while (await ReadRequestAsync(stream, end))
        {
            Answer answer = _script(Interlocked.Increment(ref _requests) - 1);
            await stream.WriteAsync(answer.Bytes, end);
            while (answer.Endless)
            {
                await stream.WriteAsync(new byte[8192], end);
            }

            if (answer.Hangs)
            {
                await Task.Delay(Timeout.Infinite, end);
            }

            if (answer.HangsUp)
            {
                return;
            }
        }
    }

    /// <summary>The connection, secured where there is a certificate; null when the client does not want it so.</summary>
    private async Task<Stream?> StreamAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        try
        {
            var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            return tls;
        }
        catch (AuthenticationException)
        {
            return null;
        }
    }

    private async Task<bool> ReadRequestAsync(Stream stream, CancellationToken end)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end) == 0)
            {
                return false;
            }

            head.Append((char)one[0]);
        }

        string text = head.ToString();
        string length = text.Split("Content-Length: ")[1].Split('\r')[0];
        byte[] body = new byte[int.Parse(length)];
        await stream.ReadExactlyAsync(body, end);
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
