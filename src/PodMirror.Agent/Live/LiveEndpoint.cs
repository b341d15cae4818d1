using System.Buffers;
using System.Globalization;
using System.Text;
using PodMirror.Agent.Api;
using PodMirror.Agent.Filter;

namespace PodMirror.Agent.Live;

/// <summary>
/// GET /api/v1/live: new rows as server-sent events (html.spec.whatwg.org, 9.2). "exchange" carries a row as in the list; "lost" tells how many rows
/// this client was too slow for. A row's JSON has no line break, so one data line holds it.
/// </summary>
internal sealed class LiveEndpoint(LiveHub hub, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Streams until the client goes or the agent stops.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (FilterParameter.TryRead(context.Request.Query, clock, out RowFilter? filter) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        LiveClient? client = hub.TryJoin(filter);
        if (client is null)
        {
            await Answer.SendAsync(context, Problem.Unavailable($"{LiveLimits.MaxClients} clients listen already; close one"));
            return;
        }

        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await SendAsync(context, Encoding.ASCII.GetBytes(": live\n\n"), ending.Token);
            await StreamAsync(context, client, ending.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The client went, took nothing for too long, or the agent stops: each ends the stream, and the page connects again.
        }
        finally
        {
            hub.Leave(client);
        }
    }

    private static async Task StreamAsync(HttpContext context, LiveClient client, CancellationToken ending)
    {
        var events = new ArrayBufferWriter<byte>();
        while (!ending.IsCancellationRequested)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(ending);
            silence.CancelAfter(LiveLimits.Heartbeat);
            try
            {
                await client.Rows.WaitToReadAsync(silence.Token);
            }
            catch (OperationCanceledException) when (!ending.IsCancellationRequested)
            {
                events.Write(": still here\n\n"u8);
            }

            for (int i = 0; i < LiveLimits.MaxRowsPerWrite && client.Rows.TryRead(out ReadOnlyMemory<byte> row); i++)
            {
                Append(events, "event: exchange\ndata: "u8, row.Span);
            }

            if (client.TakeLost() is > 0 and var lost)
            {
                Append(events, "event: lost\ndata: "u8, Encoding.ASCII.GetBytes(lost.ToString(CultureInfo.InvariantCulture)));
            }

            await SendAsync(context, events.WrittenMemory, ending);
            events.ResetWrittenCount();
        }
    }

    private static void Append(ArrayBufferWriter<byte> events, ReadOnlySpan<byte> head, ReadOnlySpan<byte> data)
    {
        events.Write(head);
        events.Write(data);
        events.Write("\n\n"u8);
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> events, CancellationToken ending)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ending);
        timeout.CancelAfter(LiveLimits.WriteTimeout);
        await context.Response.Body.WriteAsync(events, timeout.Token);
        await context.Response.Body.FlushAsync(timeout.Token);
    }
}
