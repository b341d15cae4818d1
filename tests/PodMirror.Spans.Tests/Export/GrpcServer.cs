using System.Buffers.Binary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace PodMirror.Spans.Tests;

/// <summary>A gRPC server made of HTTP/2 requests, without a gRPC library, so that the sender is tested against the wire.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GrpcServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public List<byte[]> Messages { get; } = [];

    public List<string?> Paths { get; } = [];

    public List<IHeaderDictionary> Headers { get; } = [];

    /// <summary>Starts a server that answers with a status, a message (OK only) and details.</summary>
    public static Task<GrpcServer> StartAsync(int status, byte[]? message = null, byte[]? details = null, bool hangs = false) =>
        StartAsync((server, context) => server.AnswerAsync(context, status, message, details, hangs));

    /// <summary>Starts a server that ends each stream with an error code of HTTP/2 (RFC 9113 section 7), before an answer or within it.</summary>
    public static Task<GrpcServer> StartResettingAsync(int errorCode, bool isWithin) =>
        StartAsync((server, context) => server.ResetAsync(context, errorCode, isWithin));

    /// <summary>Starts a server that answers with these bytes in place of a message's frame, and then with a status.</summary>
    public static Task<GrpcServer> StartRawAsync(byte[] body, string? encoding, int status) =>
        StartAsync((server, context) => server.AnswerRawAsync(context, body, encoding, status));

    private static async Task<GrpcServer> StartAsync(Func<GrpcServer, HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication app = builder.Build();
        var server = new GrpcServer(app);
        app.Run(context => answer(server, context));
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private async Task ResetAsync(HttpContext context, int errorCode, bool isWithin)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        Paths.Add(context.Request.Path);
        context.Response.ContentType = "application/grpc";
        if (isWithin)
        {
            await context.Response.Body.WriteAsync(new byte[3]);
            await context.Response.Body.FlushAsync();
        }

        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode);
    }

    private async Task AnswerRawAsync(HttpContext context, byte[] body, string? encoding, int status)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        Paths.Add(context.Request.Path);
        context.Response.ContentType = "application/grpc";
        if (encoding is not null)
        {
            context.Response.Headers["grpc-encoding"] = encoding;
        }

        await context.Response.Body.WriteAsync(body);
        context.Response.AppendTrailer("grpc-status", status.ToString());
    }

    private async Task AnswerAsync(HttpContext context, int status, byte[]? message, byte[]? details, bool hangs)
    {
        Paths.Add(context.Request.Path);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        byte[] frame = body.ToArray();
        Assert.Equal(frame.Length - 5, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)));
        Messages.Add(frame);
        Headers.Add(context.Request.Headers);
        if (hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.ContentType = "application/grpc";
        if (message is not null)
        {
            byte[] head = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
            await context.Response.Body.WriteAsync(head);
            await context.Response.Body.WriteAsync(message);
        }

        if (details is not null)
        {
            context.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(details));
        }

        context.Response.AppendTrailer("grpc-status", status.ToString());
    }
}
