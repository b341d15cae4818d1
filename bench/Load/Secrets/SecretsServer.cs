using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace PodMirror.Bench.Load;

/// <summary>
/// Answers each call with what it got: the body in its coding, the cookies set, the fields repeated and again as trailers. What came is written
/// to a log, decoded: that is the proof that it was on the wire. Below /bomb/ nothing is decoded, logged or repeated.
/// </summary>
internal static class SecretsServer
{
    private const int MaxMessageBytes = 64 * 1024 * 1024;

    /// <summary>Serves HTTP/1.1 at a port and HTTP/2 at the next one, until the process is ended.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        IPEndPoint at = arguments.EndPoint("--listen");
        using var log = new WireLog(arguments.Text("--log", "/dev/null"));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxMessageBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            kestrel.Listen(at, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(at.Address, at.Port + 1, listen => listen.Protocols = HttpProtocols.Http2);
        });
        await using WebApplication app = builder.Build();
        app.UseWebSockets();
        app.Run(async context => await AnswerAsync(context, log));
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, WireLog log)
    {
        bool isLogged = !context.Request.Path.StartsWithSegments("/bomb");
        if (context.WebSockets.IsWebSocketRequest)
        {
            await RepeatAsync(context, isLogged ? log : null);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (!isLogged)
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("ok");
            return;
        }

        Write(log, context.Request, body.ToArray());
        SetFields(context);
        if (context.Request.ContentType == "application/grpc")
        {
            context.Response.AppendTrailer("grpc-status", "2");
            context.Response.AppendTrailer("grpc-message", context.Request.Headers["x-grpc-message"]);
        }

        await context.Response.Body.WriteAsync(body.ToArray());
        if (context.Response.SupportsTrailers())
        {
            foreach ((string name, StringValues value) in Repeated(context))
            {
                context.Response.AppendTrailer(name, value);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> Repeated(HttpContext context) =>
        context.Request.Headers.Where(field => field.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase));

    private static void SetFields(HttpContext context)
    {
        IHeaderDictionary asked = context.Request.Headers;
        IHeaderDictionary answered = context.Response.Headers;
        context.Response.ContentType = context.Request.ContentType;
        answered.ContentEncoding = asked.ContentEncoding;
        answered["grpc-encoding"] = asked["grpc-encoding"];
        answered.Location = asked.Referer;
        answered.SetCookie = string.Join("; ", asked.Cookie.ToString().Split("; ").Reverse()) + "; Path=/; HttpOnly";
        foreach ((string name, StringValues value) in Repeated(context))
        {
            answered[name] = value;
        }
    }

    private static void Write(WireLog log, HttpRequest request, byte[] body)
    {
        var head = new StringBuilder($"{request.Method} {request.Path}{request.QueryString} {request.Protocol}\n");
        foreach ((string name, var value) in request.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append('\n');
        }

        log.Write(Encoding.UTF8.GetBytes(head.Append('\n').ToString()), Codings.Decode(request.Headers.ContentEncoding.ToString(), body));
    }

    private static async Task RepeatAsync(HttpContext context, WireLog? log)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { DangerousEnableCompression = true });
        byte[] message = new byte[64 * 1024];
        while (await socket.ReceiveAsync(message, CancellationToken.None) is var got && got.MessageType != WebSocketMessageType.Close)
        {
            if (log is not null)
            {
                log.Write(message[..got.Count]);
                await socket.SendAsync(message.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, CancellationToken.None);
            }
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
    }
}
