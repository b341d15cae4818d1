using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PodMirror.TestKit;

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

    private readonly TcpServer _server;
    private readonly Queue<string> _answers;
    private readonly List<byte[]> _bodies = [];

    public FakeBackend(params string[] answers)
    {
        _answers = new Queue<string>(answers);
        _server = new TcpServer(ServeAsync);
    }

    public Uri Url => new($"http://{_server.EndPoint}");

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

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        NetworkStream stream = client.GetStream();
        while (await ReadRequestAsync(stream, end) is { } body && await AnswerAsync(stream, Next(body), end))
        {
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

    private static async Task<bool> AnswerAsync(NetworkStream stream, string answer, CancellationToken end)
    {
        if (answer == Silence)
        {
            await Task.Delay(Timeout.Infinite, end);
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), end);
        return answer.Length > 0 && !answer.Contains("Connection: close", StringComparison.Ordinal);
    }

    private static async Task<byte[]?> ReadRequestAsync(NetworkStream stream, CancellationToken end)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        string? length = head.ToString().Split("\r\n")
            .SingleOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        byte[] body = length is null ? [] : new byte[int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, end);
        return body;
    }
}
