using System.Net;
using System.Net.WebSockets;
using System.Text;
using PodMirror.Spans.Tests;

namespace PodMirror.Bench.Load;

/// <summary>Sends every secret through every place, and some calls with nothing to hide, at a steady rate.</summary>
internal sealed class SecretsClient : IDisposable
{
    private readonly Pace _pace;
    private readonly CallClient _calls;
    private readonly IPEndPoint _to;
    private readonly int _each;
    private int _sent;

    private SecretsClient(Arguments arguments)
    {
        _to = arguments.EndPoint("--to");
        _each = arguments.Number("--each");
        _pace = new Pace(arguments.Number("--rate", 500));
        _calls = new CallClient(_to);
    }

    /// <summary>Drives the whole load; prints what was sent as one line of JSON.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        using var client = new SecretsClient(arguments);
        await client.DriveAsync();
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

    private async Task DriveAsync()
    {
        SeededSecret[] secrets = [.. SeededSecret.All(_each)];
        for (int i = 0; i < SecretCalls.BenignCalls; i++)
        {
            await _pace.NextAsync();
            await SendAsync(SecretCalls.Benign(i));
        }

        for (int i = 0; i < secrets.Length; i++)
        {
            foreach (SecretCall call in SecretCalls.Of(secrets[i], i))
            {
                await _pace.NextAsync();
                await SendAsync(call);
            }

            await _pace.NextAsync();
            await TalkAsync(secrets[i], i);
        }

        // Of few possible values, as dates are, one may come twice.
        int values = secrets.Select(secret => secret.Value).Distinct().Count();
        int forms = secrets.Length / _each;
        int kinds = secrets.Select(secret => secret.Kind).Distinct().Count();
        Console.WriteLine($"{{\"secrets\":{values},\"forms\":{forms},\"kinds\":{kinds},\"exchanges\":{_sent}}}");
    }

    private async Task SendAsync(SecretCall call)
    {
        await _calls.SendAsync(call);
        _sent++;
    }

    // A WebSocket that says a secret in two messages, every other one compressed.
    private async Task TalkAsync(SeededSecret secret, int number)
    {
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = number % 2 == 0 ? new WebSocketDeflateOptions() : null;
        await socket.ConnectAsync(new Uri($"ws://{_to}/socket?{secret.Name}={Uri.EscapeDataString(secret.Value)}"), CancellationToken.None);
        byte[] answer = new byte[64 * 1024];
        foreach (string message in new[] { SecretCalls.Json(secret), $"{secret.Name}={secret.Value.Replace('\n', ' ')}" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await socket.ReceiveAsync(answer, CancellationToken.None);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        _sent++;
    }
}
