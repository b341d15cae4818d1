using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PodMirror.Live.Tests.Peers;

/// <summary>
/// A page that opens a WebSocket and a stream of events, and reports what it sent and received; and the server's side of both, which counts as well.
/// </summary>
internal sealed class WebPage(bool isCompressed)
{
    public const int Messages = 40;
    public const int Events = 25;

    private const string Script = """
        <!doctype html><title>counts</title><script>
        const socket = new WebSocket(`ws://${location.host}/ws`);
        socket.binaryType = 'arraybuffer';
        const counts = { sent: 0, sentBytes: 0, received: 0, receivedBytes: 0, events: 0 };
        const send = data => { counts.sent++; counts.sentBytes += data.length; socket.send(data); };
        const closed = new Promise(resolve => socket.onclose = resolve);
        socket.onopen = () => {
            for (let i = 0; i < MESSAGES; i++) send(i % 3 ? 'text '.repeat(i * i) : new Uint8Array(i * 97));
        };
        socket.onmessage = message => {
            counts.received++;
            counts.receivedBytes += message.data.length ?? message.data.byteLength;
            if (counts.received == counts.sent) socket.close(1000, 'done');
        };
        const ended = new Promise(resolve => {
            const events = new EventSource('/events');
            events.onmessage = () => counts.events++;
            events.addEventListener('end', () => { counts.events++; events.close(); resolve(); });
        });
        Promise.all([closed, ended]).then(() => fetch('/report?' + new URLSearchParams(counts)));
        </script>
        """;

    private readonly TaskCompletionSource<string> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the page counted: messages and bytes sent, the same received, events.</summary>
    public Task<string> Report => _report.Task;

    /// <summary>What the server counted of the WebSocket: messages and bytes received.</summary>
    public string Received { get; private set; } = "";

    public void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Run(context => context.Request.Path.Value switch
        {
            "/" => PageAsync(context),
            "/ws" => EchoAsync(context),
            "/events" => SendEventsAsync(context),
            "/report" => TakeReport(context),
            _ => Task.CompletedTask,
        });
    }

    private static Task PageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync(Script.Replace("MESSAGES", Messages.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private async Task EchoAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { DangerousEnableCompression = isCompressed });
        byte[] buffer = new byte[64 * 1024];
        (int messages, int bytes, int held) = (0, 0, 0);
        while (await socket.ReceiveAsync(buffer.AsMemory(held), default) is { MessageType: not WebSocketMessageType.Close } part)
        {
            held += part.Count;
            if (part.EndOfMessage)
            {
                // In two frames, so that there are continuations.
                await socket.SendAsync(buffer.AsMemory(0, held / 2), part.MessageType, endOfMessage: false, default);
                await socket.SendAsync(buffer.AsMemory(held / 2, held - (held / 2)), part.MessageType, endOfMessage: true, default);
                (messages, bytes, held) = (messages + 1, bytes + held, 0);
            }
        }

        Received = $"{messages}/{bytes}";
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    private static async Task SendEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": hello\n\nretry: 1000\n\n");
        for (int i = 1; i < Events; i++)
        {
            await context.Response.WriteAsync($"id: {i}\ndata: event {i}\ndata: of some\n\n");
            await context.Response.Body.FlushAsync();
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("event: end\ndata\n\n"));
    }

    private Task TakeReport(HttpContext context)
    {
        IQueryCollection counts = context.Request.Query;
        _report.TrySetResult($"{counts["sent"]}/{counts["sentBytes"]} {counts["received"]}/{counts["receivedBytes"]} {counts["events"]}");
        return Task.CompletedTask;
    }
}
