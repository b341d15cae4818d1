using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace PodMirror.Bench.Load;

/// <summary>An OTLP receiver, over gRPC or HTTP, that tells which of the load's spans came: one line of JSON when it ends.</summary>
internal static class OtlpSink
{
    private const int FrameBytes = 5;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var ledger = new SpanLedger(arguments.Text("--state", "") is { Length: > 0 } file ? file : null);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 16 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 8 << 20;
            bool grpc = arguments.Text("--protocol", "grpc") == "grpc";
            kestrel.Listen(arguments.EndPoint("--listen"), listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        });
        await using WebApplication app = builder.Build();
        app.Run(context => ReceiveAsync(context, ledger));
        await app.RunAsync().ConfigureAwait(false);
        ledger.Save();
        Console.WriteLine(ledger);
        return 0;
    }

    private static async Task ReceiveAsync(HttpContext context, SpanLedger ledger)
    {
        ReadResult body;
        while (!(body = await context.Request.BodyReader.ReadAsync().ConfigureAwait(false)).IsCompleted)
        {
            context.Request.BodyReader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
        }

        bool grpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
        int length = (int)body.Buffer.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        body.Buffer.CopyTo(rented);
        ledger.Add(rented.AsSpan(grpc ? FrameBytes : 0, length - (grpc ? FrameBytes : 0)));
        ArrayPool<byte>.Shared.Return(rented);
        if (grpc)
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[FrameBytes]).ConfigureAwait(false);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
