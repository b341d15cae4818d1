using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PodMirror.Agent.Tests.Forwarding;

/// <summary>
/// An HTTP/1.1 backend on a raw socket, so that it can also answer wrongly. It answers each request with the next of its answers, the last one
/// again and again, and keeps the bodies it was sent.
/// </summary>
internal sealed class FakeBackend : IAsyncDisposable
{
    /// <summary>The answer that hangs up without a word.</summary>
    public const string HangUp = "";

    /// <summary>The answer that never comes.</summary>
    public const string Silence = "silence";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<string> _answers;
    private readonly List<byte[]> _bodies = [];
    private readonly Task _accepting;

    public FakeBackend(params string[] answers)
    {
        _answers = new Queue<string>(answers);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}");

    public byte[][] Bodies
    {
        get
        {
            lock (_bodies)
            {
                return [.. _bodies];
            }
        }
    }

    /// <summary>An answer of a status without a body.</summary>
    public static string Status(int status, string headers = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        // Stopped only when nobody accepts any more: to accept from a listener that is stopped is an error.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _listener.Dispose();
        _end.Dispose();
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
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                while (await ReadRequestAsync(stream) is { } body && await AnswerAsync(stream, Next(body)))
                {
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The agent has gone, or the test is over.
        }
    }

    private string Next(byte[] body)
    {
        lock (_bodies)
        {
            _bodies.Add(body);
            return _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string answer)
    {
        if (answer == Silence)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _end.Token);
        return answer.Length > 0 && !answer.Contains("Connection: close", StringComparison.Ordinal);
    }

    private async Task<byte[]?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        string? length = head.ToString().Split("\r\n")
            .SingleOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        byte[] body = length is null ? [] : new byte[int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _end.Token);
        return body;
    }
}
